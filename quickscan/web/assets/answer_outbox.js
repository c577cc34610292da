// Answers on their way to the server. Each is kept in this browser until the server has said what became of it, so that neither a lost
// connection nor a closed laptop loses it; per question they are sent one after the other, and again by themselves while nobody answers.
(function () {
  "use strict";
  const PREFIX = "quickscan.outbox";
  const RETRY_MS = [500, 1000, 2000, 4000, 8000];
  const TIME_OUT_MS = 20000;
  const tab = Math.random().toString(36).slice(2) + Date.now().toString(36);
  const letters = new Map(); // by name: what is not known to be kept
  const listeners = [];
  let turns = 0; // everything this page sends is counted, so that the server knows what reaches it late

  function tell(letter, event, reply) {
    listeners.forEach(function (listener) { listener(letter, event, reply || {}); });
  }

  // The browser's memory can be full or forbidden: then the text is on the screen and on its way all the same.
  function remember(letter) {
    const kept = Object.assign({}, letter, { busy: undefined, timer: undefined });
    try { window.localStorage.setItem(letter.name, JSON.stringify(kept)); } catch (_full) { /* see above */ }
  }

  function forget(letter) {
    letters.delete(letter.name);
    try { window.localStorage.removeItem(letter.name); } catch (_forbidden) { /* nothing was kept */ }
  }

  function same_question(one, other) {
    return one.engagement === other.engagement && one.respondent === other.respondent && one.question === other.question;
  }

  // What stands in the form now, in place of what stood there before.
  function put(content) {
    const name = [PREFIX, tab, content.engagement, content.respondent, content.question].join(":");
    letters.forEach(function (older) {
      if (older.name !== name && same_question(older, content)) {
        window.clearTimeout(older.timer);
        forget(older);
      }
    });
    const letter = Object.assign(letters.get(name) || { name: name, version: 0, tries: 0 }, content);
    letter.version += 1;
    turns += 1;
    letter.act += "." + turns;
    letter.refused = null;
    letters.set(name, letter);
    remember(letter);
    tell(letter, "saving");
    send(letter);
  }

  function send(letter) {
    if (letter.busy || !letters.has(letter.name)) {
      return;
    }
    window.clearTimeout(letter.timer);
    letter.busy = true;
    const version = letter.version;
    const body = JSON.stringify({
      respondent: letter.respondent, question: letter.question, form: letter.form, seen: letter.seen,
      act: letter.act, language: letter.language, both_seen: Boolean(letter.both_seen), questionnaire: letter.questionnaire,
    });
    fetch("/engagements/" + letter.engagement + "/answers", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: body, signal: AbortSignal.timeout(TIME_OUT_MS),
    }).then(function (response) {
      return response.json();
    }).then(function (reply) {
      answered(letter, version, reply);
    }, function () {
      answered(letter, version, { became: "waiting" }); // nobody there, or nobody who understands
    });
  }

  function answered(letter, version, reply) {
    letter.busy = false;
    if (!letters.has(letter.name)) {
      return; // something newer took its place
    }
    if (reply.became === "kept") {
      kept(letter, version, reply);
    } else if (reply.became === "refused") {
      refused(letter, version, reply);
    } else {
      letter.timer = window.setTimeout(send, RETRY_MS[Math.min(letter.tries, RETRY_MS.length - 1)], letter);
      letter.tries += 1;
      tell(letter, "waiting", reply);
    }
  }

  function kept(letter, version, reply) {
    letter.tries = 0;
    letter.seen = reply.seen;
    letter.both_seen = false;
    if (letter.version === version) {
      forget(letter);
      tell(letter, "kept", reply);
    } else {
      remember(letter);
      tell(letter, "underway", reply);
      send(letter);
    }
  }

  function refused(letter, version, reply) {
    letter.tries = 0;
    if (letter.version !== version) {
      send(letter);
      return;
    }
    letter.refused = reply;
    remember(letter);
    tell(letter, "refused", reply);
  }

  function send_all() {
    letters.forEach(function (letter) {
      if (!letter.refused) {
        send(letter);
      }
    });
  }

  // What a page left behind that is no more: every page holds a lock in its name, which the browser takes from it when it ends.
  function adopt(other) {
    kept_names().filter(function (name) { return name.split(":")[1] === other; }).forEach(function (name) {
      const letter = JSON.parse(window.localStorage.getItem(name));
      letters.set(name, letter);
      tell(letter, "adopted", letter.refused);
      if (!letter.refused) {
        send(letter);
      }
    });
  }

  function kept_names() {
    try {
      return Object.keys(window.localStorage).filter(function (name) { return name.indexOf(PREFIX + ":") === 0; });
    } catch (_forbidden) {
      return [];
    }
  }

  function look_for_left_behind() {
    new Set(kept_names().map(function (name) { return name.split(":")[1]; })).forEach(function (other) {
      if (other !== tab) {
        window.navigator.locks.request(PREFIX + ":" + other, function () { adopt(other); });
      }
    });
  }

  window.navigator.locks.request(PREFIX + ":" + tab, function () { return new Promise(function () { /* as long as the page is there */ }); });
  window.addEventListener("online", send_all);
  document.addEventListener("visibilitychange", send_all);
  window.quickscan_outbox = {
    tab: tab,
    put: put,
    listen: function (listener) { listeners.push(listener); },
    all: function () { return Array.from(letters.values()); },
  };
  look_for_left_behind();
})();

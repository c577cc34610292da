// The page of the levers in the browser: says where each stands, sends the newest move, keeps moves over a reload, and asks again
// while the server does not answer. Nothing it shows is computed here.
(function () {
  "use strict";

  const PAUSE_MS = 60; // a slider that is being dragged asks when it rests so long
  const REST_MS = 300; // the first move after so long a rest is asked for at once
  const PATIENCE_MS = 4000;
  const REFINE_MS = 0; // a first answer comes over few years; all of them are asked for without waiting for it to be drawn
  const REFINE_AGAIN_MS = 1500; // where others wait for their first answer, later
  const nothing = function () { return window.dash_clientside.no_update; };
  let page = null; // what the browser knows of the page shown: its name, the levers, where they stand
  let sending = null;
  let refining = null;
  let asked_at = 0;
  let moved_at = 0;

  function show(id, props) {
    window.dash_clientside.set_props(id, props);
  }

  function lever_id(name) { return { lever: name }; }

  function words_of(one, value) {
    const language = document.documentElement.lang === "en" ? "en-GB" : "de-DE";
    const digits = { minimumFractionDigits: 0, maximumFractionDigits: one.decimals };
    if (one.today === null && value === one.rest) {
      return one.none;
    }
    if (one.kind === "change") {
      const change = 100 * (value - 1);
      const size = new Intl.NumberFormat(language, digits).format(Math.abs(change));
      const zero = new Intl.NumberFormat(language, digits).format(0);
      return (size === zero ? "" : change < 0 ? "\u2212" : "+") + size + one.unit;
    }
    const unit = value === 1 ? one.unit_of_one : one.unit;
    return new Intl.NumberFormat(language, digits).format(one.kind === "share" ? 100 * value : value) + unit;
  }

  function is_moved(one, value) {
    return one.kind === "choice" ? value !== one.rest : Math.abs(value - one.rest) > 1e-9;
  }

  function storage_key() {
    return "quickscan.levers." + page.subject.name + "." + (page.subject.scenario || "");
  }

  function kept() {
    try { return JSON.parse(window.sessionStorage.getItem(storage_key()) || "null"); } catch (_unreadable) { return null; }
  }

  function keep() {
    try { window.sessionStorage.setItem(storage_key(), JSON.stringify(page.values)); } catch (_full) { /* then a reload forgets */ }
  }

  // Where the levers stood when the page was last open in this window.
  function put_back(stored) {
    Object.keys(stored).forEach(function (name) {
      const one = page.about[name];
      const fits = one && (one.kind === "choice" || (stored[name] >= one.least && stored[name] <= one.greatest));
      if (fits && stored[name] !== page.values[name]) {
        show(lever_id(name), { value: stored[name] });
      }
    });
  }

  function say_where(name) {
    const lever = document.querySelector('.lever[data-lever="' + name + '"]');
    const one = page.about[name];
    if (!lever || !one) {
      return;
    }
    lever.toggleAttribute("data-moved", is_moved(one, page.values[name]));
    const shown = lever.querySelector(".shown");
    if (shown) {
      shown.textContent = words_of(one, page.values[name]);
    }
  }

  function send(whole) {
    const settings = {};
    Object.keys(page.about).forEach(function (name) {
      if (is_moved(page.about[name], page.values[name])) {
        settings[name] = page.values[name];
      }
    });
    page.number += 1;
    page.refines = whole === true;
    page.numbers = are_numbers_open();
    asked_at = Date.now();
    const asked = { settings: settings, number: page.number, page: page.name, whole: page.refines, numbers: page.numbers };
    show("levers-moved", { data: asked });
    show_state();
  }

  function refine() {
    if (page && results() && page.answered === page.number) {
      send(true);
    }
  }

  function are_numbers_open() { return document.querySelector("#levers-numbers > details[open]") !== null; }

  // The numbers behind the picture come only while they are open, so they are asked for when they are opened.
  document.addEventListener("toggle", function (event) {
    const opened = event.target.closest && event.target.closest("#levers-numbers > details[open]");
    if (opened && page && !page.numbers) {
      send(page.answered === page.number);
    }
  }, true);

  // Whether the page came with what is asked for first.
  function is_known() {
    const found = results();
    return Boolean(found) && found.hasAttribute("data-known");
  }

  function results() { return document.getElementById("levers-results"); }

  function show_state() {
    const found = results();
    if (!found || !page) {
      return;
    }
    const waits = page.answered !== page.number;
    const few = page.years && page.years.years < page.years.of;
    // What is shown already only gets more precise, so it does not turn grey.
    found.toggleAttribute("data-waiting", waits && !page.refines);
    found.setAttribute("aria-busy", String(waits || Boolean(few)));
    found.dataset.asked = page.number;
    const state = document.getElementById("levers-state");
    const late = waits && Date.now() - asked_at > PATIENCE_MS;
    const so_far = few ? state.dataset.few.replace("[years]", page.years.years).replace("[of]", page.years.of) : "";
    const words = !waits || (page.refines && !late) ? so_far : late ? state.dataset.late : state.dataset.waiting;
    if (state.textContent !== words) {
      state.textContent = words;
    }
  }

  function ask_again() {
    if (page && results() && page.answered !== page.number && Date.now() - asked_at > PATIENCE_MS) {
      const number = page.number;
      window.fetch(window.location.pathname, { method: "HEAD" }).then(function (answer) {
        if (answer.ok && page && page.number === number && page.answered !== number) {
          send(page.refines);
        }
      }).catch(function () { /* still gone */ });
      show_state();
    }
  }

  window.setInterval(ask_again, 2000);

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("#levers-reset-all, .lever .as-link");
    if (!button || !page) {
      return;
    }
    const of_one = button.closest(".lever");
    Object.keys(page.about).forEach(function (name) {
      if ((!of_one || of_one.dataset.lever === name) && is_moved(page.about[name], page.values[name])) {
        show(lever_id(name), { value: page.about[name].rest });
      }
    });
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.levers = {
    moved: function (values, names, about, subject) {
      const fresh = !page || page.about !== about;
      const now = {};
      names.forEach(function (id, number) { now[id.lever] = values[number]; });
      if (fresh) {
        page = { name: String(Math.random()).slice(2), about: about, subject: subject, number: 0, answered: -1, values: now };
        const stored = kept();
        page.values = now;
        if (stored) {
          put_back(stored);
        }
        if (is_known() && !are_numbers_open()) {
          page.answered = page.number;
          show_state();
        } else {
          send();
        }
        return nothing();
      }
      const before = page.values;
      page.values = now;
      Object.keys(now).forEach(function (name) {
        if (now[name] !== before[name]) {
          say_where(name);
        }
      });
      keep();
      window.clearTimeout(sending);
      const rested = Date.now() - moved_at > REST_MS;
      moved_at = Date.now();
      if (rested) {
        send();
      } else {
        sending = window.setTimeout(send, PAUSE_MS);
      }
      return nothing();
    },

    answered: function (answer) {
      if (page && answer) {
        page.answered = answer.number;
        page.years = answer;
        show_state();
        window.clearTimeout(refining);
        if (answer.years < answer.of) {
          refining = window.setTimeout(refine, page.refines ? REFINE_AGAIN_MS : REFINE_MS);
        }
      }
      return nothing();
    },
  };
})();

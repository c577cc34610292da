// The cards of an interview: what stands in their fields goes to the outbox with every change, and what became of it is said at the foot.
(function () {
  "use strict";
  const outbox = window.quickscan_outbox;
  const SETTLED_MS = 500; // faults and the estimate wait until typing pauses: half a number is no fault
  const SAME_ACT_MS = 2000; // typing that goes on after so long begins a record of its own
  const seen = new Map(); // by place and question: the record that stands on the screen
  const lately = new Map(); // by place and question: what was kept since this page was loaded
  let place = null; // engagement, respondent, section, fingerprint of the questionnaire
  let acts = 0;
  let typing = null; // the field typed in last, and when

  function card_of(element) {
    return element && element.closest ? element.closest(".card.question") : null;
  }

  function card_at(question) {
    return document.querySelector('.card.question[data-question="' + question + '"]');
  }

  function words(name) {
    return document.querySelector(".interview").dataset[name];
  }

  function contents(card) {
    const form = {};
    card.querySelectorAll("[data-entry]").forEach(function (group) {
      form[group.dataset.entry] = chosen(group);
    });
    card.querySelectorAll("input[id^='{'], textarea[id^='{']").forEach(function (field) {
      form[JSON.parse(field.id).entry] = field.value;
    });
    return form;
  }

  function chosen(group) {
    const boxes = Array.from(group.querySelectorAll("input"));
    const values = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    return boxes.some(function (box) { return box.type === "checkbox"; }) ? values : values[0] || null;
  }

  // Figures and letters typed one after the other are one act, and one record; every choice and everything pasted is one by itself.
  function act_of(event) {
    const field = event.target;
    const single = event.inputType === "insertText" ? (event.data || "").length === 1 : /^delete/.test(event.inputType || "");
    const goes_on = single && typing !== null && typing.field === field && Date.now() - typing.at < SAME_ACT_MS;
    typing = { field: field, at: Date.now(), letters: field.matches("input[type=text], textarea") };
    return goes_on ? act() : new_act();
  }

  function act() {
    return outbox.tab + "." + acts;
  }

  function new_act() {
    acts += 1;
    return act();
  }

  function key(question) {
    return place.slice(0, 2).concat(question).join(":");
  }

  function hand_in(card, act, more) {
    const question = card.dataset.question;
    outbox.put(Object.assign({
      engagement: place[0], respondent: place[1], questionnaire: place[3], question: question, form: contents(card),
      seen: seen.get(key(question)) || Number(card.dataset.seen), act: act, language: document.documentElement.lang,
      address: window.location.pathname,
    }, more || {}));
  }

  function is_typing(card) {
    return typing !== null && typing.letters && card.contains(typing.field) && Date.now() - typing.at < SETTLED_MS;
  }

  function when_settled(card, then) {
    if (is_typing(card)) {
      window.setTimeout(when_settled, SETTLED_MS, card, then);
    } else {
      then();
    }
  }

  function say(card, state, text) {
    card.removeAttribute("data-saving");
    card.dataset.state = state;
    card.querySelector(".foot .state").textContent = text;
  }

  function show_faults(card, faults) {
    card.querySelector(".faults").replaceChildren.apply(card.querySelector(".faults"), faults.map(function (fault) {
      const line = document.createElement("p");
      line.textContent = fault;
      return line;
    }));
  }

  function show_conflict(card, theirs) {
    show_faults(card, [theirs.words]);
    const line = card.querySelector(".faults p");
    [["mine", function () { keep_mine(card); }], ["theirs", function () { take_theirs(card, theirs.form); }]].forEach(function (choice) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = words(choice[0]);
      button.addEventListener("click", choice[1]);
      line.append(" ", button);
    });
  }

  function keep_mine(card) {
    show_faults(card, []);
    hand_in(card, new_act(), { both_seen: true });
  }

  function take_theirs(card, form) {
    show_faults(card, []);
    fill(card, form);
    hand_in(card, new_act(), { form: as_sent(form), both_seen: true });
  }

  function as_sent(form) {
    return Object.fromEntries(Object.entries(form).map(function (entry) {
      const value = entry[1];
      return [entry[0], value === null || Array.isArray(value) ? value : String(value)];
    }));
  }

  function fill(card, form) {
    Object.entries(as_sent(form)).forEach(function (entry) {
      window.dash_clientside.set_props({ entry: entry[0], question: card.dataset.question }, { value: entry[1] });
    });
  }

  function on_screen(letter) {
    return place !== null && letter.engagement === place[0] && letter.respondent === place[1] ? card_at(letter.question) : null;
  }

  const became = {
    saving: function (card) {
      card.setAttribute("data-saving", "");
    },
    underway: function () { /* more was typed: its own answer will come */ },
    kept: function (card, letter, reply) {
      say(card, "kept", reply.words);
      if (reply.theirs) {
        show_conflict(card, reply.theirs);
      } else if (!card.querySelector(".faults button") || letter.both_seen) {
        show_faults(card, []);
      }
      if (reply.sequence !== null) {
        when_settled(card, function () { window.dash_clientside.set_props("interview-saved", { data: reply.sequence }); });
      }
    },
    refused: function (card, letter, reply) {
      when_settled(card, function () {
        if (letter.refused) {
          say(card, "refused", words("refused"));
          show_faults(card, reply.faults || []);
        }
      });
    },
    waiting: function (card, _letter, reply) {
      say(card, "waiting", reply.words ? reply.words + " " + words("troubled") : words("waiting"));
    },
    adopted: function (card, letter) {
      put_back(card, letter);
    },
  };

  function put_back(card, letter) {
    fill(card, letter.form);
    seen.set(key(letter.question), letter.seen);
    became[letter.refused ? "refused" : "saving"](card, letter, letter.refused || {});
  }

  // A page can be made a moment before what is under way is kept.
  function catch_up(card) {
    const kept = lately.get(key(card.dataset.question));
    if (kept && kept.seen > Number(card.dataset.seen)) {
      fill(card, kept.form);
      seen.set(key(card.dataset.question), kept.seen);
      say(card, "kept", kept.words);
    }
  }

  outbox.listen(function (letter, event, reply) {
    const card = on_screen(letter);
    if (event === "kept" || event === "underway") {
      const name = [letter.engagement, letter.respondent, letter.question].join(":");
      seen.set(name, reply.seen);
      lately.set(name, { form: letter.form, seen: reply.seen, words: reply.words });
    }
    if (card) {
      became[event](card, letter, reply);
    }
    show_elsewhere();
  });

  // Answers of other sections and conversations that nobody kept yet are not forgotten: their places are named.
  function show_elsewhere() {
    const box = document.querySelector(".elsewhere");
    if (!box) {
      return;
    }
    const away = outbox.all().filter(function (letter) { return !on_screen(letter) && (letter.refused || letter.tries); });
    const links = Array.from(new Set(away.map(function (letter) { return letter.address; }))).map(function (address) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = address.split("/").slice(-2).join(" · ");
      return link;
    });
    box.replaceChildren.apply(box, links.length ? [words("elsewhere"), " "].concat(links) : []);
  }

  document.addEventListener("input", function (event) {
    const card = place !== null && card_of(event.target);
    if (card) {
      hand_in(card, act_of(event));
    }
  });

  window.quickscan_cards = {
    place: function () { return place; },
    // What became of something at a card that did not go through the outbox.
    became: function (card, reply) {
      if (reply.seen) {
        seen.set(key(card.dataset.question), reply.seen);
      }
      if (reply.became === "refused") {
        say(card, "refused", words("refused"));
        show_faults(card, reply.faults);
      } else {
        became[reply.became](card, {}, reply);
      }
    },
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.interview = {
    find: function (address) {
      return address || window.dash_clientside.no_update;
    },

    who_asks: function (name) {
      document.cookie = "quickscan_person=" + encodeURIComponent(name || "") + ";path=/;max-age=31536000;samesite=lax";
      return window.dash_clientside.no_update;
    },

    arrived: function (where) {
      place = where;
      seen.clear();
      document.querySelectorAll(".card.question").forEach(catch_up);
      outbox.all().forEach(function (letter) {
        const card = on_screen(letter);
        if (card) {
          put_back(card, letter);
        }
      });
      show_elsewhere();
      window.quickscan_steps.arrived();
      return outbox.tab;
    },
  };
})();

// From question to question: by keys, by links that name a question, one card at a time or the whole section.
(function () {
  "use strict";
  const MODES = ["one-by-one", "presenting"]; // one question at a time; what a client looking on may see

  function card_of(element) {
    return element && element.closest ? element.closest(".card.question") : null;
  }

  function cards() {
    return Array.from(document.querySelectorAll(".questions > li:not([hidden]) > .card.question"));
  }

  function current() {
    return card_of(document.activeElement) || document.querySelector(".card.question[data-current]");
  }

  function is_typed_in(element) {
    return element.matches("textarea, input:not([type=radio]):not([type=checkbox])");
  }

  function mark(card) {
    document.querySelectorAll(".card.question[data-current]").forEach(function (one) { one.removeAttribute("data-current"); });
    if (card) {
      card.setAttribute("data-current", "");
    }
  }

  function go_to(card) {
    if (!card) {
      return false;
    }
    mark(card);
    card.scrollIntoView({ block: "start" });
    (card.querySelector(".answer input:checked") || card.querySelector(".answer input, .answer textarea")).focus({ preventScroll: true });
    return true;
  }

  function step(by) {
    const all = cards();
    const here = current();
    if (!go_to(here ? all[all.indexOf(here) + by] : all[0])) {
      const way = document.querySelector(by > 0 ? ".onward .after" : ".onward .before");
      if (way) {
        way.focus();
      }
    }
  }

  function is_answered(card) {
    const state = card.querySelector(".foot .state").textContent;
    return card.hasAttribute("data-saving") || (card.dataset.state === "kept" && state !== "");
  }

  function go_to_open() {
    const box = document.querySelector(".next-open");
    if (!box) {
      return;
    }
    const open = box.dataset.open.split(" "); // as of the last answer that was counted
    const all = cards();
    const later = all.slice(all.indexOf(current()) + 1);
    const next = later.find(function (card) { return open.includes(card.dataset.question) && !is_answered(card); });
    if (!go_to(next)) {
      box.querySelector("a").click();
    }
  }

  function enter(event) {
    const fields = Array.from(card_of(event.target).querySelectorAll(".answer input"));
    const next = event.target.matches("[type=text]") ? fields[fields.indexOf(event.target) + 1] : undefined;
    if (next) {
      next.focus();
    } else {
      step(1);
    }
  }

  function choose(card, key) {
    const levels = card.querySelectorAll(".levels input");
    const options = Array.from(card.querySelectorAll(".options input"));
    const answer = { y: "yes", j: "yes", n: "no" }[key.toLowerCase()];
    const box = answer ? options.find(function (one) { return one.value === answer; })
      : levels.length ? levels[Number(key)] : options[Number(key) - 1];
    if (box) {
      box.click();
      box.focus();
    }
  }

  document.addEventListener("keydown", function (event) {
    const inside = document.querySelector(".interview") !== null && !event.altKey && !event.metaKey && !event.isComposing;
    if (!inside) {
      return;
    }
    const card = card_of(event.target);
    if (event.ctrlKey) {
      const typed = is_typed_in(event.target);
      const way = { ArrowDown: 1, ArrowUp: -1, ArrowRight: typed ? 0 : 1, ArrowLeft: typed ? 0 : -1 }[event.key];
      if (way) {
        event.preventDefault();
        step(way);
      } else if (event.key === "Enter") {
        event.preventDefault();
        go_to_open();
      }
    } else if (card && event.key === "Enter" && event.target.matches(".answer input")) {
      event.preventDefault();
      enter(event);
    } else if (/^[0-9jny]$/i.test(event.key) && !is_typed_in(event.target)) {
      const here = card || current();
      if (here && !event.target.closest(".known, .status, .extras, nav, header")) {
        choose(here, event.key);
      }
    }
  });

  document.addEventListener("focusin", function (event) {
    if (card_of(event.target)) {
      mark(card_of(event.target));
    }
  });

  document.addEventListener("click", function (event) {
    const inside = function (kind) { return event.target.closest && event.target.closest(kind); };
    if (inside(".next-open") && event.isTrusted) {
      event.preventDefault();
      event.stopPropagation(); // Dash would leave the page although the next one may be on it
      go_to_open();
    } else if (inside(".mode-choice")) {
      const mode = inside(".mode-choice").dataset.mode;
      window.localStorage.setItem("quickscan." + mode, is_on(mode) ? "" : "yes");
      show_modes();
    }
  }, true);

  function is_on(mode) {
    try { return window.localStorage.getItem("quickscan." + mode) === "yes"; } catch (_forbidden) { return false; }
  }

  function show_modes() {
    const page = document.querySelector(".interview");
    if (!page) {
      return;
    }
    MODES.forEach(function (mode) {
      page.toggleAttribute("data-" + mode, is_on(mode));
      page.querySelectorAll('.mode-choice[data-mode="' + mode + '"]').forEach(function (choice) {
        choice.setAttribute("aria-pressed", String(is_on(mode)));
      });
    });
    if (is_on("one-by-one") && !page.querySelector(".card.question[data-current]")) {
      mark(cards()[0]);
    }
  }

  window.quickscan_steps = {
    arrived: function () {
      show_modes();
      const named = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      go_to(card_of(named));
    },
  };
  // A link to a question on the page that is already there.
  window.addEventListener("hashchange", window.quickscan_steps.arrived);
  window.addEventListener("_dashprivate_pushstate", function () { window.setTimeout(window.quickscan_steps.arrived, 0); });
})();

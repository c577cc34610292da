// Presenting the analysis: the browser remembers it over pages, and keys step from one to the next.
(function () {
  "use strict";

  const KEY = "quickscan.presenting";
  const root = document.documentElement;

  function is_on() {
    try { return window.sessionStorage.getItem(KEY) === "yes"; } catch (_forbidden) { return root.hasAttribute("data-presenting"); }
  }

  function put(on) {
    try { window.sessionStorage.setItem(KEY, on ? "yes" : ""); } catch (_forbidden) { /* then a reload ends it */ }
    root.toggleAttribute("data-presenting", on && document.querySelector(".presenter") !== null);
    window.dispatchEvent(new Event("resize")); // pictures take their new width
  }

  function step(by) {
    const steps = Array.from(document.querySelectorAll(".presenter li a"));
    // By the address, not by what is shown: a second key may come before the next page is there.
    const here = steps.findIndex(function (one) { return new URL(one.href).pathname === window.location.pathname; });
    const next = steps[here < 0 ? 0 : here + by];
    if (next) {
      next.click();
    }
  }

  const is_used = function (target) {
    return target.closest && target.closest("input, textarea, select, [role=slider], [role=combobox], [role=listbox], canvas");
  };

  document.addEventListener("click", function (event) {
    const inside = function (kind) { return event.target.closest && event.target.closest(kind); };
    if (inside(".present")) {
      put(true);
      if (!document.querySelector(".presenter .here")) {
        step(0);
      }
    } else if (inside(".end-presenting")) {
      put(false);
    }
  });

  document.addEventListener("keydown", function (event) {
    if (!root.hasAttribute("data-presenting") || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const arrows = is_used(event.target) ? {} : { ArrowRight: 1, ArrowLeft: -1 };
    const way = { PageDown: 1, PageUp: -1 }[event.key] || arrows[event.key];
    if (way) {
      event.preventDefault();
      step(way);
    } else if (event.key === "Escape") {
      put(false);
    }
  });

  // Every page that can be shown brings the bar; on all others nobody presents.
  let bar = null;
  new MutationObserver(function () {
    const found = document.querySelector(".presenter");
    if (found !== bar) {
      bar = found;
      root.toggleAttribute("data-presenting", found !== null && is_on());
    }
  }).observe(root, { childList: true, subtree: true });
})();

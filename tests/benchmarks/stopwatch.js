// Times a page from the moment somebody acts until what follows stands on it. It runs before the page's own scripts.
(function () {
  "use strict";
  const running = new Map(); // by question: when it was touched and not yet said to be saved
  const found = (window.stopwatch = { saved: [], still: [], estimate: [], usable: null });
  let moves = null; // when the answer came that is to move the estimate

  document.addEventListener("input", function (event) {
    const card = event.target.closest(".card.question");
    if (card) {
      running.set(card.dataset.question, event.timeStamp);
      moves = event.timeStamp;
      found.still.push(0);
    }
  }, true);

  // While a task runs the page is deaf; those below 50 milliseconds are not told.
  new PerformanceObserver(function (list) {
    list.getEntries().forEach(function (task) {
      const last = found.still.length - 1;
      if (last >= 0) {
        found.still[last] = Math.max(found.still[last], task.duration);
      }
    });
  }).observe({ entryTypes: ["longtask"] });

  // What was built shows with the next picture.
  function shown(then) {
    window.requestAnimationFrame(function () { window.requestAnimationFrame(function () { then(window.performance.now()); }); });
  }

  function look(records) {
    running.forEach(function (since, question) {
      const card = document.querySelector('.card.question[data-question="' + question + '"]');
      if (card && !card.hasAttribute("data-saving") && card.dataset.state === "kept") {
        running.delete(question);
        found.saved.push(window.performance.now() - since);
      }
    });
    const panel = moves !== null && document.getElementById("interview-panel");
    if (panel && records.some(function (record) { return panel.contains(record.target); })) {
      found.estimate.push(window.performance.now() - moves);
      moves = null;
    }
    if (found.usable === null && document.querySelector(".card.question[data-current]")) {
      found.usable = 0;
      shown(function (now) { found.usable = now; });
    }
  }

  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})();

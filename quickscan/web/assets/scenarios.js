// Copies a link to the clipboard, and says so on the button; where the browser does not let it, the link is marked to be copied by hand.
(function () {
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest(".copy-link") : null;
    if (button === null) {
      return;
    }
    var words = button.dataset.words || (button.dataset.words = button.textContent);
    var said = function () {
      button.textContent = button.dataset.copied;
      window.setTimeout(function () { button.textContent = words; }, 2500);
    };
    var by_hand = function () {
      button.closest("li").querySelector("input").select();
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(button.dataset.copy).then(said, by_hand);
    } else {
      by_hand();
    }
  });
})();

// Whether what stands in a question's card is saved: said from the first key on, and taken back only when the server has answered.
(function () {
  var PAUSE_MS = 500; // a little more than typing pauses before it is sent

  function settle(card, state) {
    // An answer that comes while somebody types is to what stood there before; then what was typed is on its way after the pause.
    var left_ms = PAUSE_MS - (Date.now() - (card.typed_at || 0));
    if (left_ms > 0) {
      window.setTimeout(settle, left_ms, card, state);
    } else if (!state.hasAttribute("data-dash-is-loading")) {
      card.saved = contents(card);
      card.removeAttribute("data-saving");
    }
  }

  function contents(card) {
    return Array.from(card.querySelectorAll("input, textarea")).map(function (field) {
      return field.type === "radio" || field.type === "checkbox" ? field.checked : field.value;
    }).join("\u001f");
  }

  function card_of(element) {
    return element.closest ? element.closest(".card.question") : null;
  }

  document.addEventListener("focusin", function (event) {
    var card = card_of(event.target);
    if (card && card.saved === undefined) {
      card.saved = contents(card);
    }
  });

  document.addEventListener("input", function (event) {
    var card = card_of(event.target);
    if (card) {
      if (event.target.type !== "radio" && event.target.type !== "checkbox") {
        card.typed_at = Date.now(); // a choice is sent at once, typing when it pauses
      }
      card.toggleAttribute("data-saving", contents(card) !== card.saved);
    }
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.interview = {
    answered: function () {
      var id = window.dash_clientside.callback_context.outputs_list.id;
      var state = document.getElementById(JSON.stringify(id, Object.keys(id).sort()));
      var card = state && card_of(state);
      if (card) {
        settle(card, state);
      }
      return window.dash_clientside.no_update;
    },
  };
})();

// Writes down what a page of an interview sent and what it was told, and reads what stands in the fields of a card.
(function () {
  "use strict";
  window.diary = [];

  window.quickscan_outbox.listen(function (letter, event, reply) {
    const card = document.querySelector('.card.question[data-question="' + letter.question + '"]');
    const shown = card && card.dataset.state === "kept" && !card.hasAttribute("data-saving");
    if (event === "saving" || (event === "kept" && shown)) {
      window.diary.push({
        event: event, question: letter.question, act: letter.act, form: JSON.parse(JSON.stringify(letter.form)),
        seen: reply.seen, sequence: reply.sequence, conflict: Boolean(reply.theirs),
      });
    }
  });

  window.read_card = function (question) {
    const form = {};
    document.querySelectorAll('.card.question[data-question="' + question + '"] :is(input, textarea)').forEach(function (field) {
      const group = field.closest("[data-entry]");
      if (group && field.type === "checkbox") {
        form[group.dataset.entry] = (form[group.dataset.entry] || []).concat(field.checked ? field.value : []);
      } else if (group && field.checked) {
        form[group.dataset.entry] = field.value;
      } else if (!group && field.id.indexOf("{") === 0) {
        form[JSON.parse(field.id).entry] = field.value;
      }
    });
    return form;
  };
})();

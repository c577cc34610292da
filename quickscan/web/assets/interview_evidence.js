// Files that prove an answer: chosen or dropped at its card, sent at once, listed with a way to open and to remove them.
(function () {
  "use strict";

  function card_of(element) {
    return element && element.closest ? element.closest(".card.question") : null;
  }

  function list_of(card) {
    return card.querySelector(".evidence-files");
  }

  function place(card) {
    const where = window.quickscan_cards.place();
    return { respondent: where[1], question: card.dataset.question, language: document.documentElement.lang };
  }

  function show(card, files) {
    const list = list_of(card);
    list.replaceChildren.apply(list, files.map(function (file) {
      const link = document.createElement("a");
      link.href = file.address;
      link.textContent = file.name;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "remove-evidence";
      remove.textContent = "×";
      remove.dataset.address = file.address;
      remove.setAttribute("aria-label", list.dataset.remove + ": " + file.name);
      const line = document.createElement("li");
      line.append(link, " ", remove);
      return line;
    }));
  }

  function ask(card, address, options) {
    card.setAttribute("data-saving", "");
    const settings = Object.assign({ headers: { "X-Quickscan": "page" } }, options);
    return fetch(address, settings).then(function (response) {
      return response.json();
    }).then(function (reply) {
      if (reply.files) {
        show(card, reply.files);
      }
      window.quickscan_cards.became(card, reply);
    }, function () {
      window.quickscan_cards.became(card, { became: "waiting" });
    });
  }

  // One after the other: each names the answer's files anew.
  function send(card, files) {
    card.querySelector(".evidence").open = true;
    return Array.from(files).reduce(function (before, file) {
      return before.then(function () {
        const body = new FormData();
        Object.entries(place(card)).forEach(function (entry) { body.append(entry[0], entry[1]); });
        body.append("file", file);
        return ask(card, list_of(card).dataset.files, { method: "POST", body: body });
      });
    }, Promise.resolve());
  }

  function choose(card) {
    const field = document.createElement("input");
    field.type = "file";
    field.multiple = true;
    field.accept = list_of(card).dataset.accept;
    field.addEventListener("change", function () { send(card, field.files); });
    field.click();
  }

  document.addEventListener("click", function (event) {
    const card = card_of(event.target);
    if (card && event.target.matches(".add-evidence")) {
      choose(card);
    } else if (card && event.target.matches(".remove-evidence")) {
      const address = event.target.dataset.address + "?" + new URLSearchParams(place(card));
      ask(card, address, { method: "DELETE" });
    }
  });

  document.addEventListener("dragover", function (event) {
    if (card_of(event.target) && event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
    }
  });

  document.addEventListener("drop", function (event) {
    const card = card_of(event.target);
    if (card && event.dataTransfer.files.length) {
      event.preventDefault();
      send(card, event.dataTransfer.files);
    }
  });

  window.quickscan_evidence = {
    arrived: function () {
      document.querySelectorAll(".card.question").forEach(function (card) {
        show(card, Array.from(list_of(card).querySelectorAll("a")).map(function (link) {
          return { name: link.textContent, address: link.getAttribute("href") };
        }));
      });
    },
  };
})();

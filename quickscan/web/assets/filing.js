// Files of an answer or a document: chosen or dropped at its card, sent at once, listed with a way to open and to remove them.
(function () {
  "use strict";

  function card_of(element) {
    return element && element.closest ? element.closest(".card.question, .card.document") : null;
  }

  function list_of(card) {
    return card.querySelector(".files");
  }

  function place(card) {
    const of_card = card.dataset.document ? { document: card.dataset.document }
      : { respondent: window.quickscan_cards.place()[1], question: card.dataset.question };
    return Object.assign({ language: document.documentElement.lang }, of_card);
  }

  // The answers of an interview say themselves what became of them.
  function tell(card, reply) {
    if (card.dataset.question) {
      window.quickscan_cards.became(card, reply);
      return;
    }
    const part = function (name) { return { paper: name, document: card.dataset.document }; };
    window.dash_clientside.set_props(part("state"), { children: reply.words || "" });
    window.dash_clientside.set_props(part("fault"), { children: (reply.faults || []).join(" ") });
    card.removeAttribute("data-saving");
  }

  function show(card, files) {
    const list = list_of(card);
    list.replaceChildren.apply(list, files.map(function (file) {
      const link = document.createElement("a");
      if (file.address) {
        link.href = file.address;
      }
      link.textContent = file.name;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "remove-file";
      remove.textContent = "×";
      remove.dataset.name = file.name;
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
      tell(card, reply);
    }, function () {
      tell(card, { became: "refused", faults: [list_of(card).dataset.unreached] });
    });
  }

  // One after the other: each names the answer's files anew.
  function send(card, files) {
    const details = list_of(card).closest("details");
    if (details) {
      details.open = true;
    }
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
    if (card && event.target.matches(".add-file")) {
      choose(card);
    } else if (card && event.target.matches(".remove-file")) {
      const name = encodeURIComponent(event.target.dataset.name);
      const address = list_of(card).dataset.files + "/" + name + "?" + new URLSearchParams(place(card));
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

  // The lists of a new page get their buttons as soon as they are there.
  new MutationObserver(function () {
    document.querySelectorAll(".files:not([data-shown])").forEach(function (list) {
      list.setAttribute("data-shown", "");
      show(card_of(list), Array.from(list.querySelectorAll("a")).map(function (link) {
        return { name: link.textContent, address: link.getAttribute("href") };
      }));
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

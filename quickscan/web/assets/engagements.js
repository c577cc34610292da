// The form of an engagement's head: what is typed is kept in the browser until it is done, and rows come and go without waiting.
(function () {
  var DRAFT = "quickscan.new"; // the key of the unfinished form in this browser
  var NEW = "+";
  var rows_made = 0;
  var nothing = function () { return window.dash_clientside.no_update; };

  function by_name(part, list) {
    var found = {};
    list.forEach(function (one) { found[one.id[part]] = one.value; });
    return found;
  }

  function stored() {
    try {
      return JSON.parse(window.localStorage.getItem(DRAFT)) || {};
    } catch (error) {
      return {}; // nothing kept, or storage is switched off
    }
  }

  function store(draft) {
    try {
      window.localStorage.setItem(DRAFT, JSON.stringify(draft));
    } catch (error) {
      return; // storage is switched off or full: the form works all the same
    }
  }

  function show_fault() {
    var faulty = document.querySelector(".engagement-form [aria-invalid=true]");
    if (faulty) {
      faulty.focus();
    }
  }

  function reveal(added) {
    if (added.classList.contains("fault") && added.closest(".engagement-form")) {
      window.requestAnimationFrame(show_fault); // by then the fields say what is amiss
    }
    var target = added.classList.contains("take-focus") ? added : added.querySelector(".take-focus");
    if (!target) {
      return;
    }
    var field = target.querySelector("input");
    (field || target).focus();
    if (field) {
      field.select();
    }
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (added) {
        if (added.nodeType === 1) {
          reveal(added);
        }
      });
    });
  }).observe(document.documentElement, { childList: true, subtree: true });

  function close_menus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) {
        menu.open = false;
      }
    });
  }

  document.addEventListener("click", function (event) {
    var deed = event.target.closest && event.target.closest(".deeds button, .deeds a");
    close_menus(deed ? null : event.target.closest && event.target.closest("details.menu"));
  });

  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && event.target.closest && event.target.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.engagements = {
    open_draft: stored,

    keep_draft: function (_fields, _labels, _sides, _hidden, opened) {
      var inputs = window.dash_clientside.callback_context.inputs_list;
      if (!opened || inputs[0].length === 0) {
        return nothing();
      }
      var draft = by_name("field", inputs[0]);
      var labels = by_name("respondent", inputs[1]);
      var sides = by_name("respondent", inputs[2]);
      var hidden = by_name("respondent", inputs[3]);
      draft.respondents = Object.keys(labels).filter(function (key) { return !hidden[key]; }).map(function (key) {
        return { id: key, label: labels[key] || "", side: sides[key] || "" };
      });
      store(draft);
      return nothing();
    },

    forget_draft: function (done) {
      if (done) {
        window.localStorage.removeItem(DRAFT);
      }
      return nothing();
    },

    add_row: function (_clicks, templates, rows) {
      var clicked = window.dash_clientside.callback_context.triggered.find(function (one) { return one.value; });
      if (!clicked) {
        return nothing();
      }
      var role = JSON.parse(clicked.prop_id.slice(0, clicked.prop_id.lastIndexOf("."))).add;
      rows_made += 1;
      var number = Date.now().toString(36) + rows_made;
      var row = JSON.stringify(templates[role]).split(NEW + "template").join(NEW + number);
      return (rows || []).concat([JSON.parse(row)]);
    },

    take_out: function (out, agree, records) {
      var agreed = window.dash_clientside.callback_context.triggered.some(function (one) {
        return one.value && one.prop_id.indexOf('"agree"') >= 0;
      });
      if (!out && !agree) {
        return [nothing(), nothing()];
      }
      return agreed || !records ? [true, true] : [nothing(), false];
    },
  };
})();

// What happens in the browser alone: choosing a language, the window's title, and where reader and keyboard are after a change of page.
(function () {
  var shown = null; // the page shown last, and its address
  var address = null;
  var place = null; // where the reader was when choosing another language

  function remember_place() {
    var details = Array.from(document.querySelectorAll("details"));
    var active = document.activeElement;
    return { scroll: window.scrollY, open: details.map(function (one) { return one.open; }), focus: active ? active.id : "" };
  }

  function return_to(remembered) {
    var details = Array.from(document.querySelectorAll("details"));
    if (details.length === remembered.open.length) {
      details.forEach(function (one, number) { one.open = remembered.open[number]; });
    }
    window.scrollTo(0, remembered.scroll);
    var focused = remembered.focus && document.getElementById(remembered.focus);
    if (focused) {
      focused.focus({ preventScroll: true });
    }
  }

  // On a phone the names of the pages are a row wider than the screen.
  function show_where_it_is() {
    var here = document.querySelector(".rooms .here");
    if (here) {
      here.closest("ul").scrollLeft = here.offsetLeft - 60;
    }
  }

  function arrive() {
    show_where_it_is();
    var here = window.location.pathname;
    if (place !== null) {
      return_to(place);
    } else if (window.location.hash) {
      go_to_part();
    } else if (address !== null && address !== here) {
      window.scrollTo(0, 0);
      document.querySelector("h1").focus();
    }
    address = here;
    place = null;
  }

  // The part of the page that the address names came later than the address.
  function go_to_part() {
    var part = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (part) {
      part.scrollIntoView({ block: "start" });
      part.focus({ preventScroll: true });
    }
  }

  function name_file_fields() {
    // Dash gives the field of an upload no name; its button is there for the keyboard.
    document.querySelectorAll("[data-field-name] input[type=file]").forEach(function (field) {
      field.setAttribute("aria-label", field.closest("[data-field-name]").dataset.fieldName);
      field.tabIndex = -1;
    });
  }

  new MutationObserver(function () {
    var page = document.querySelector("#page > div");
    if (page !== null && page !== shown) {
      shown = page;
      arrive();
    }
    name_file_fields();
  }).observe(document.documentElement, { childList: true, subtree: true });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.quickscan = {
    choose_language: function () {
      var nothing = window.dash_clientside.no_update;
      var clicked = window.dash_clientside.callback_context.triggered.find(function (one) { return one.value; });
      if (!clicked) {
        return nothing;
      }
      var language = clicked.prop_id.split(".")[0].replace("language-", "");
      if (language === document.documentElement.lang) {
        return nothing;
      }
      document.cookie = "quickscan_language=" + language + ";path=/;max-age=31536000;samesite=lax";
      document.documentElement.lang = language;
      place = remember_place();
      return language;
    },

    show_title: function (title) {
      document.title = title;
      return window.dash_clientside.no_update;
    },
  };
})();

// What happens in the browser alone: choosing a language, the window's title, and where the keyboard goes after a change of page.
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.quickscan = {
  choose_language: function () {
    var context = window.dash_clientside.callback_context;
    var clicked = context.triggered.find(function (one) { return one.value; });
    if (!clicked) {
      return window.dash_clientside.no_update;
    }
    var language = clicked.prop_id.split(".")[0].replace("language-", "");
    document.cookie = "quickscan_language=" + language + ";path=/;max-age=31536000;samesite=lax";
    document.documentElement.lang = language;
    return language;
  },
  show_title: function (title) {
    document.title = title;
    var here = window.location.pathname;
    var first = window.quickscan_shown === undefined;
    if (!first && window.quickscan_shown !== here) {
      var heading = document.querySelector("h1");
      window.scrollTo(0, 0);
      if (heading) {
        heading.focus();
      }
    }
    window.quickscan_shown = here;
    return window.dash_clientside.no_update;
  },
};

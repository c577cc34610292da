// A page that waits for something asks again only once it was answered; where no answer comes, as from a server that begins anew,
// it asks again by itself, each time after twice as long, so that also a slow answer arrives before the next question.
(function () {
  const PATIENCE_MS = 4000;
  const FIRST = 1; // a clock put on the page anew counts from here
  const clocks = {}; // when each asked what was not answered yet, and how long it waits, by its name

  function clock_of(name) {
    const key = JSON.stringify(name);
    clocks[key] = clocks[key] || { asked_at: null, patience: PATIENCE_MS };
    return clocks[key];
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.clock = {
    turn: function (ticks, name) {
      const clock = clock_of(name);
      const now = Date.now();
      const waits = clock.asked_at !== null && ticks > FIRST;
      if (waits && now - clock.asked_at < clock.patience) {
        return window.dash_clientside.no_update;
      }
      clock.patience *= waits ? 2 : 1;
      clock.asked_at = now;
      return ticks;
    },

    // Every answer says whether the clock rests. Dash tells of it also where that stays as it is, but only to a function that had
    // no part in asking.
    answered: function (_at_rest, name) {
      const clock = clock_of(name);
      if (clock.asked_at !== null) {
        clock.patience = Math.max(PATIENCE_MS, 2 * (Date.now() - clock.asked_at));
        clock.asked_at = null;
      }
      return window.dash_clientside.no_update;
    },
  };
})();

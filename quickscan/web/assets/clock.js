// A page that waits for something asks again only once it was answered; where no answer comes, as from a server that begins anew,
// it asks again by itself, each time after twice as long, so that also a slow answer arrives before the next question.
(function () {
  const PATIENCE_MS = 4000;
  const clocks = {}; // what each waits for, by its name

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.clock = {
    // Every answer says whether the clock rests; Dash tells of it even where that stays as it is.
    turn: function (ticks) {
      const context = window.dash_clientside.callback_context;
      const name = JSON.stringify(context.inputs_list[0].id);
      const is_new = ticks <= 1;
      const clock = clocks[name] = (!is_new && clocks[name]) || { asked_at: null, patience: PATIENCE_MS };
      const now = Date.now();
      const told = context.triggered.map(function (one) { return one.prop_id; });
      const answered = told.some(function (prop) { return prop.endsWith(".disabled"); });
      if (answered && clock.asked_at !== null) {
        clock.patience = Math.max(PATIENCE_MS, 2 * (now - clock.asked_at));
        clock.asked_at = null;
      }
      const ticked = told.some(function (prop) { return prop.endsWith(".n_intervals"); });
      const waits = clock.asked_at !== null && now - clock.asked_at < clock.patience;
      if (!ticked || waits) {
        return window.dash_clientside.no_update;
      }
      clock.patience *= clock.asked_at === null ? 1 : 2;
      clock.asked_at = now;
      return ticks;
    },
  };
})();

// The week as tables: the same numbers as the picture, for who would rather read.
(function () {
  "use strict";

  const lib = window.quickscan_playback = window.quickscan_playback || {};
  const ENDS = ["won", "lost", "no_sale"];

  function table(caption, columns, rows) {
    const make = lib.make;
    const head = make("tr", {}, columns.map(function (column) { return make("th", { scope: "col", text: column }); }));
    const body = rows.map(function (row) {
      return make("tr", {}, row.map(function (cell, number) {
        return number ? make("td", { text: cell }) : make("th", { scope: "row", text: cell });
      }));
    });
    const whole = make("table", { class: "figures" }, [
      make("caption", { text: caption }), make("thead", {}, [head]), make("tbody", {}, body),
    ]);
    return make("div", { class: "sideways", tabindex: "0", role: "region", "aria-label": caption }, [whole]);
  }

  function day_row(data, words, day, waiting) {
    const noon = (day * lib.DAY + lib.NOON) / lib.QUEUE_EVERY;
    return [words.days[day]].concat(data.days[day], waiting.map(function (station) { return data.queues[station.id][noon]; }));
  }

  function in_words(row, words) {
    return row.map(function (cell) { return typeof cell === "number" ? cell.toLocaleString(words.language) : cell; });
  }

  lib.week_table = function (data, words) {
    const waiting = data.stations.filter(function (station) { return !ENDS.includes(station.id); });
    const columns = [words.day, words.came].concat(words.ended, waiting.map(function (station) {
      return lib.fill(words.at_noon, { station: station.name[words.language] });
    }));
    const rows = words.days.map(function (_, day) { return in_words(day_row(data, words, day, waiting), words); });
    const counts = data.counts;
    const whole = [words.sum, counts.created, counts.won, counts.lost, counts.no_sale].concat(waiting.map(function () { return "–"; }));
    return table(words.caption, columns, rows.concat([in_words(whole, words)]));
  };

  lib.cause_table = function (data, words) {
    const lost = data.counts.lost_by_cause;
    const causes = data.causes.filter(function (cause) { return lost[cause.id]; });
    causes.sort(function (a, b) { return lost[b.id] - lost[a.id]; });
    const rows = causes.map(function (cause) { return in_words([cause.name[words.language], lost[cause.id]], words); });
    return table(words.by_cause, [words.cause, words.leads], rows);
  };
})();

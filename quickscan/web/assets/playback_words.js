// What the page of a week says about leads: the same story as the command line tells (analysis/playback_story.py).
(function () {
  "use strict";

  const DAY = 24 * 60;
  const WEEK = 7 * DAY;
  const NONE = -1;

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? String(values[name]) : whole; });
  }

  function clock(minute) {
    const inside = ((minute % DAY) + DAY) % DAY;
    const minutes = Math.floor(inside) % 60;
    return Math.floor(inside / 60) + ":" + (minutes < 10 ? "0" : "") + minutes;
  }

  // A minute of the week as people say it; other weeks are counted from this one.
  function moment(minute, words) {
    const week = Math.floor(minute / WEEK);
    const day = words.days[Math.floor((minute - week * WEEK) / DAY)] + " " + clock(minute);
    const away = week === 0 ? "{day}" : week === -1 ? words.before : week === 1 ? words.after
      : week < 0 ? words.long_before : words.long_after;
    return fill(away, { weeks: Math.abs(week), day: day });
  }

  function what_happens(data, lead, step, words) {
    const leads = data.leads;
    const cause = leads.cause[lead];
    return fill(data.kinds[step[2]].text[words.language], {
      channel: data.channels[leads.channel[lead]].name[words.language],
      outlet: fill(data.outlet[words.language], { number: step[3] + 1 }),
      cause: cause === NONE ? "" : data.causes[cause].told[words.language],
    });
  }

  function kind_of(data, station) {
    const id = data.stations[station].id;
    const name = id === "no_sale" ? "natural" : id;
    return data.kinds.findIndex(function (kind) { return kind.id === name; });
  }

  // The story of a lead, line by line: its minute, and the words.
  function story(data, lead, words) {
    const leads = data.leads;
    const way = leads.way[lead];
    const last = way[way.length - 1];
    const end = leads.ends[lead];
    const lines = way.map(function (step) {
      return { minute: step[0], text: moment(step[0], words) + " " + what_happens(data, lead, step, words) };
    });
    if (end === null || end >= WEEK) {
      lines.push({ minute: WEEK, text: fill(words.stays, { station: data.stations[last[1]].name[words.language] }) });
    }
    if (end !== null && end >= WEEK && leads.outcome[lead] !== NONE) {
      const outcome = leads.outcome[lead];
      const step = [end, outcome, kind_of(data, outcome), last[3]];
      lines.push({ minute: end, text: moment(end, words) + " " + what_happens(data, lead, step, words) });
    }
    return lines;
  }

  function lead_name(data, lead, words) {
    return data.channels[data.leads.channel[lead]].name[words.language] + " " + data.leads.number[lead];
  }

  window.quickscan_playback = Object.assign(window.quickscan_playback || {}, {
    fill: fill, clock: clock, moment: moment, story: story, lead_name: lead_name,
  });
})();

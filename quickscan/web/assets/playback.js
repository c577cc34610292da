// A week of the lead process to be watched: the numbers come from the server, everything else happens here.
(function () {
  "use strict";

  const DAY = 24 * 60;
  const WEEK = 7 * DAY;
  const STEP = 10;
  const NOON = DAY / 2;
  const QUEUE_EVERY = 10;
  const SPEEDS = [60, 240, 1440]; // minutes of the week in a second
  const USUAL_SPEED = 1;
  const LONGEST_FRAME_MS = 100;
  const STILL_STEP_MS = 1000;
  const SHOW_EVERY_MS = 100;
  const FRAMES_MEASURED = 120;
  const MOST_CAUSES = 4;
  const REST_MS = 2400;
  const SHORT_DAY = 2; // letters of a day that a phone has room for
  const LEAST_HEIGHT = 350;
  const MOST_HEIGHT = 680;
  const PATIENCE_MS = 120000;
  const lib = window.quickscan_playback = window.quickscan_playback || {};
  let page = null; // the page on show

  function make(tag, attributes, content) {
    const element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (name === "text") {
        element.textContent = attributes.text;
      } else if (attributes[name] !== null && attributes[name] !== undefined) {
        element.setAttribute(name, attributes[name]);
      }
    });
    (content || []).forEach(function (piece) { element.append(piece); });
    return element;
  }

  function button(text, kind, act, label) {
    const made = make("button", { type: "button", class: kind, text: text, "aria-label": label });
    made.addEventListener("click", act);
    return made;
  }

  function Player(root) {
    this.root = root;
    this.words = JSON.parse(root.dataset.words);
    this.week = Number(root.dataset.week);
    this.weeks = Number(root.dataset.weeks);
    this.choices = JSON.parse(root.dataset.choices);
    this.minute = 0;
    this.speed = USUAL_SPEED;
    this.playing = false;
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.frames = [];
    this.build();
    this.load();
  }

  // ---------------------------------------------------------------- what stands on the page

  Player.prototype.build = function () {
    const words = this.words;
    this.clock = make("p", { class: "playback-clock", text: lib.moment(0, words) });
    this.play_button = button("", "button play-button", this.toggle.bind(this));
    const restart = button(words.restart, "quiet", this.jump.bind(this, 0));
    this.status = make("p", { class: "small playback-status", role: "status" });
    this.fault = make("div", { role: "alert", class: "fault-place" });
    this.canvas = make("canvas", { role: "img", "aria-label": words.scene });
    this.stage = make("div", { class: "playback-stage" }, [this.canvas]);
    this.told = make("p", { class: "unseen", role: "status" });
    this.side = make("aside", { class: "card lead-story" });
    this.numbers = make("div", { class: "week-numbers" });
    const bar = make("div", { class: "playback-controls" }, [
      make("div", { class: "clock-and-play" }, [this.clock, this.play_button, restart]), this.speed_choice(),
    ]);
    const scene = make("section", { class: "card playback-scene" }, [bar, this.day_bar(), this.fault, this.stage, this.legend(), this.status]);
    this.root.append(this.asked(), make("div", { class: "scene-and-story" }, [scene, this.side]), this.told, this.numbers);
    this.say_playing();
    this.build_side();
    this.canvas.addEventListener("click", this.click.bind(this));
    this.sized = new ResizeObserver(this.resize.bind(this));
    this.sized.observe(this.stage);
    this.resized = this.resize.bind(this);
    window.addEventListener("resize", this.resized);
    this.dressed = new MutationObserver(this.dress.bind(this));
    this.dressed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
  };

  Player.prototype.speed_choice = function () {
    const words = this.words;
    const inputs = SPEEDS.map(function (speed, number) {
      const input = make("input", { type: "radio", name: "playback-speed", value: String(number), "aria-label": words.speeds[number] });
      input.checked = number === this.speed;
      input.addEventListener("change", function () { this.speed = number; }.bind(this));
      return make("label", {}, [input, make("span", { text: words.speeds_short[number], "aria-hidden": "true" })]);
    }, this);
    return make("fieldset", { class: "playback-speeds" }, [make("legend", { class: "unseen", text: words.speed })].concat(inputs));
  };

  // The week and what else is asked for: another choice loads other numbers.
  Player.prototype.asked = function () {
    const words = this.words;
    this.week_choice = make("select", {});
    for (let week = 1; week <= this.weeks; week += 1) {
      const month = words.months[month_of(week)];
      this.week_choice.append(make("option", { value: String(week), text: week + " · " + month }));
    }
    this.week_choice.value = String(this.week);
    this.week_choice.addEventListener("change", function () { this.show_week(Number(this.week_choice.value)); }.bind(this));
    const other = function (by) { return function () { this.show_week(this.week + by); }.bind(this); }.bind(this);
    const weeks = make("span", { class: "week-choice" }, [
      button("‹", "quiet week-step", other(-1), words.week_before),
      make("label", {}, [make("span", { class: "small", text: words.week }), this.week_choice]),
      button("›", "quiet week-step", other(1), words.week_after),
    ]);
    return make("div", { class: "playback-asked" }, [weeks].concat(this.choices.map(this.choice, this)));
  };

  Player.prototype.choice = function (choice) {
    const select = make("select", {});
    choice.options.forEach(function (option) {
      select.append(make("option", { value: option[0], text: option[1], "data-calibration": option[2] }));
    });
    choice.select = select;
    select.value = choice.value;
    select.addEventListener("change", function () {
      choice.value = select.value;
      this.as_made(select.selectedOptions[0].dataset.calibration);
      this.remember();
      this.load();
    }.bind(this));
    return make("label", {}, [make("span", { class: "small", text: choice.label }), select]);
  };

  // A scenario is shown in the calibration it was made with; another one can be chosen afterwards.
  Player.prototype.as_made = function (calibration) {
    const choice = this.choices.find(function (one) { return one.name === "calibration"; });
    if (calibration) {
      choice.value = choice.select.value = calibration;
    }
  };

  function month_of(week) {
    const before = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    const thursday = (week - 1) * 7 + 3;
    return before.findIndex(function (days) { return thursday < days; });
  }

  Player.prototype.day_bar = function () {
    const words = this.words;
    const days = words.days.map(function (day, number) {
      const jump = this.jump.bind(this, number * DAY);
      const name = button("", "day-name", jump, lib.fill(words.jump, { day: day }));
      name.append(day.slice(0, SHORT_DAY), make("span", { class: "rest-of-day", text: day.slice(SHORT_DAY) }));
      return make("div", { class: "week-day" }, [
        name,
        make("span", { class: "open-hours call_centre" }), make("span", { class: "open-hours dealers" }),
      ]);
    }, this);
    this.days = make("div", { class: "week-days" }, days);
    this.slider = make("input", { type: "range", min: "0", max: String(WEEK - STEP), step: String(STEP), value: "0", "aria-label": words.time });
    this.slider.addEventListener("input", function () { this.jump(Number(this.slider.value)); }.bind(this));
    this.open_names = make("p", { class: "small open-names" });
    return make("div", { class: "day-bar" }, [this.days, this.slider, this.open_names]);
  };

  Player.prototype.legend = function () {
    const words = this.words;
    const signs = [["waits", words.waits], ["works", words.at_work], ["won", words.won], ["lost", words.lost], ["no_sale", words.no_sale]];
    const items = signs.map(function (sign) {
      return make("li", {}, [make("span", { class: "dot-sign " + sign[0], "aria-hidden": "true" }), sign[1]]);
    });
    return make("ul", { class: "dot-signs small", "aria-label": words.legend }, items);
  };

  Player.prototype.build_side = function () {
    const words = this.words;
    this.lead_choice = make("select", {});
    this.lead_choice.addEventListener("change", function () { this.follow(Number(this.lead_choice.value), true); }.bind(this));
    this.story = make("ol", { class: "story-lines" });
    this.empty = make("p", { class: "small", text: words.choose });
    const quick = make("p", { class: "quick-choice" }, [
      button(words.a_lost, "quiet small", this.follow_one.bind(this, "lost")),
      button(words.a_won, "quiet small", this.follow_one.bind(this, "won")),
    ]);
    const label = make("label", { class: "lead-choice" }, [make("span", { class: "small unseen", text: words.follow }), this.lead_choice]);
    this.side.append(make("h2", { text: words.follow }), label, quick, this.empty, this.story);
  };

  // ---------------------------------------------------------------- numbers from the server

  Player.prototype.query = function () {
    const asked = new URLSearchParams({ week: String(this.week) });
    this.choices.forEach(function (choice) {
      if (choice.value) {
        asked.set(choice.name, choice.value);
      }
    });
    return asked;
  };

  // The address of the window is that of what it shows, so that it can be loaded again and passed on.
  Player.prototype.remember = function () {
    window.history.replaceState(window.history.state, "", window.location.pathname + "?" + this.query());
  };

  Player.prototype.show_week = function (week) {
    this.week = Math.max(1, Math.min(this.weeks, week));
    this.week_choice.value = String(this.week);
    this.remember();
    this.load();
  };

  // The newest wish wins; what was on show stays, dimmed, until its numbers are there.
  Player.prototype.load = function () {
    const words = this.words;
    if (this.asking) {
      this.asking.abort();
    }
    const asking = this.asking = new AbortController();
    const patience = window.setTimeout(function () { asking.abort("late"); }, PATIENCE_MS);
    const asked = this.query();
    asked.set("language", words.language);
    this.fault.replaceChildren();
    this.stage.setAttribute("aria-busy", "true");
    this.status.textContent = lib.fill(words.computing, { week: this.week });
    fetch(this.root.dataset.address + ".json?" + asked, { signal: asking.signal }).then(function (response) {
      if (!response.ok && response.status !== 422) {
        throw new Error(String(response.status));
      }
      return response.json();
    }).then(function (reply) {
      if (asking === this.asking) {
        this.take(reply, asked);
      }
    }.bind(this)).catch(function () {
      if (asking === this.asking) {
        this.refuse([words.unreached]);
      }
    }.bind(this)).finally(function () { window.clearTimeout(patience); });
  };

  Player.prototype.refuse = function (faults) {
    this.stage.removeAttribute("aria-busy");
    this.status.textContent = "";
    this.pause();
    const retry = button(this.words.retry, "quiet", this.load.bind(this));
    this.fault.replaceChildren(make("div", { class: "playback-fault" }, [make("p", { text: faults.join(" ") }), retry]));
  };

  Player.prototype.take = function (reply, asked) {
    if (reply.faults) {
      this.refuse(reply.faults);
      return;
    }
    this.stage.removeAttribute("aria-busy");
    const followed = this.data && this.scene.followed >= 0 ? this.name_of(this.scene.followed) : null;
    const counts = reply.counts;
    this.data = reply;
    this.present = counts.at_start + counts.created;
    this.scene = new lib.Scene(this.canvas, reply, this.present ? reply.shown / this.present : 1);
    this.scene.cause_names = reply.causes.map(function (cause) { return cause.name[this.words.language]; }, this);
    this.build_stations();
    this.dress();
    this.resize();
    this.show_hours();
    this.list_leads();
    this.show_numbers(asked);
    this.say_shown();
    this.follow(followed === null ? -1 : this.lead_of(followed), false);
    this.jump(0);
    if (!this.still.matches) {
      this.play();
    }
  };

  Player.prototype.say_shown = function () {
    const words = this.words;
    const number = function (value) { return value.toLocaleString(words.language); };
    const share = number(Math.round(100 * this.data.shown / Math.max(1, this.present)));
    const said = this.data.shown < this.present ? words.sample : words.shown;
    this.status.textContent = lib.fill(said, { shown: number(this.data.shown), number: number(this.present), share: share })
      + " " + lib.fill(words.source, { seed: this.data.seed });
  };

  // ---------------------------------------------------------------- the stations

  Player.prototype.build_stations = function () {
    this.stage.querySelectorAll(".play-station").forEach(function (old) { old.remove(); });
    this.boxes = {};
    this.data.stations.forEach(function (station) {
      const count = make("strong", { class: "station-count" });
      const box = make("div", { class: "play-station " + station.id }, [
        make("p", { class: "station-name" }, [make("span", { text: station.name[this.words.language] }), count]),
      ]);
      this.stage.insertBefore(box, this.canvas);
      this.boxes[station.id] = { box: box, count: count };
    }, this);
    this.causes = make("span", { class: "lost-causes small" });
    this.boxes.lost.box.firstChild.append(this.causes);
    this.name_channels();
  };

  Player.prototype.name_channels = function () {
    const rows = this.scene.used_channels.map(function (channel) {
      return make("li", { text: this.data.channels[channel].name[this.words.language] });
    }, this);
    this.channels = make("ul", { class: "station-channels small", "aria-hidden": "true" }, rows);
    this.boxes.inquiry.box.append(this.channels);
  };

  Player.prototype.resize = function () {
    const width = Math.floor(this.stage.clientWidth);
    if (!this.scene || !width) {
      return;
    }
    const style = window.getComputedStyle(this.stage);
    const letter = parseFloat(style.fontSize);
    const place = this.stage.getBoundingClientRect();
    const zoom = place.width / this.stage.offsetWidth; // who presents sees everything larger
    const bar = document.querySelector("html[data-presenting] .presenter");
    const room = (window.innerHeight - place.top - window.scrollY - (bar ? bar.offsetHeight : 0)) / zoom - 24;
    const height = Math.round(Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, room)));
    this.scene.resize(width, height, letter, zoom);
    this.stage.style.height = this.scene.height + "px";
    this.stage.classList.toggle("below-each-other", this.scene.narrow);
    Object.keys(this.boxes).forEach(function (id) {
      const place = this.scene.boxes[id];
      Object.assign(this.boxes[id].box.style, {
        left: place.x + "px", top: place.y + "px", width: place.w + "px", height: place.h + "px",
      });
    }, this);
    const rows = this.scene.inside(this.scene.boxes.inquiry);
    const top = rows.y - this.scene.boxes.inquiry.y;
    Object.assign(this.channels.style, { top: top + "px", height: rows.h + "px", width: rows.w * 0.44 + "px" });
    this.draw();
  };

  Player.prototype.dress = function () {
    if (this.scene) {
      this.scene.dress(window.getComputedStyle(this.stage));
      this.draw();
    }
  };

  Player.prototype.show_hours = function () {
    const words = this.words;
    const name = function (id) {
      const found = this.data.stations.find(function (station) { return station.id === id; });
      return found && found.name[words.language];
    }.bind(this);
    Array.from(this.days.children).forEach(function (day, number) {
      ["call_centre", "dealers"].forEach(function (who) {
        const hours = this.data.hours[who][number];
        const open = day.querySelector("." + who);
        open.hidden = !name(who) || hours[0] === hours[1];
        Object.assign(open.style, { left: 100 * hours[0] / DAY + "%", width: 100 * (hours[1] - hours[0]) / DAY + "%" });
      }, this);
    }, this);
    this.open_names.replaceChildren();
    ["call_centre", "dealers"].filter(name).forEach(function (who) {
      this.open_names.append(make("span", { class: "open-name" }, [
        make("span", { class: "hours-sign " + who, "aria-hidden": "true" }), lib.fill(words.opened, { names: name(who) }),
      ]));
    }, this);
  };

  // ---------------------------------------------------------------- time

  Player.prototype.toggle = function () {
    if (this.playing) {
      this.pause();
    } else {
      this.play();
    }
  };

  Player.prototype.play = function () {
    if (!this.scene || this.playing) {
      return;
    }
    if (this.minute >= WEEK - 1) {
      this.jump(0);
    }
    this.playing = true;
    this.say_playing();
    this.stepped = 0;
    if (!this.running) {
      this.running = true;
      this.last = null;
      window.requestAnimationFrame(this.frame.bind(this));
    }
  };

  // The clock stands still; dots on their way arrive, and names of causes fade.
  Player.prototype.pause = function () {
    this.playing = false;
    this.rest_ms = REST_MS;
    this.say_playing();
    this.tell();
  };

  Player.prototype.say_playing = function () {
    const words = this.words;
    this.play_button.replaceChildren(
      make("span", { class: this.playing ? "sign-pause" : "sign-play", "aria-hidden": "true" }),
      make("span", { text: this.playing ? words.pause : words.play }),
    );
    this.play_button.title = words.key;
  };

  Player.prototype.frame = function (now) {
    if ((!this.playing && this.rest_ms <= 0) || !this.root.isConnected) {
      this.running = false;
      return;
    }
    const passed = this.last === null ? 0 : Math.min(LONGEST_FRAME_MS, now - this.last);
    this.last = now;
    const begun = window.performance.now();
    if (!this.playing) {
      this.rest_ms -= passed;
    } else if (this.still.matches) {
      this.step(passed);
    } else {
      this.advance(this.minute + passed / 1000 * SPEEDS[this.speed], false);
    }
    if (!this.still.matches) {
      this.scene.glide(passed);
      this.scene.draw(now);
    }
    this.show(now);
    this.measure(window.performance.now() - begun);
    window.requestAnimationFrame(this.frame.bind(this));
  };

  // Where motion is not wanted, the picture changes once a second.
  Player.prototype.step = function (passed) {
    this.stepped += passed;
    if (this.stepped >= STILL_STEP_MS) {
      this.stepped = 0;
      this.advance(this.minute + SPEEDS[this.speed], true);
      this.draw();
    }
  };

  Player.prototype.advance = function (minute, jump) {
    this.minute = Math.min(WEEK - 1, minute);
    this.scene.go_to(this.minute, jump);
    if (minute >= WEEK - 1) {
      this.pause();
      this.show();
    }
  };

  Player.prototype.jump = function (minute) {
    this.minute = Math.max(0, Math.min(WEEK - 1, minute));
    if (!this.scene) {
      return;
    }
    this.scene.go_to(this.minute, true);
    this.draw();
    this.show();
    if (!this.playing) {
      this.tell();
    }
  };

  Player.prototype.draw = function () {
    if (this.scene && this.scene.context) {
      this.scene.draw(window.performance.now());
    }
  };

  Player.prototype.measure = function (took) {
    this.frames.push(took);
    if (this.frames.length >= FRAMES_MEASURED) {
      const sorted = this.frames.slice().sort(function (a, b) { return a - b; });
      lib.frame_ms = { median: sorted[FRAMES_MEASURED / 2], p95: sorted[Math.floor(FRAMES_MEASURED * 0.95)] };
      this.frames = [];
    }
  };

  // ---------------------------------------------------------------- numbers beside the picture

  Player.prototype.show = function (now) {
    if (now !== undefined && now - (this.shown_at || 0) < SHOW_EVERY_MS) {
      return;
    }
    this.shown_at = now;
    const words = this.words;
    const counts = this.scene.counts();
    write(this.clock, words.days[Math.floor(this.minute / DAY)] + ", " + lib.clock(this.minute));
    this.slider.value = String(this.minute);
    this.slider.setAttribute("aria-valuetext", lib.moment(Math.floor(this.minute), words));
    Object.keys(counts).forEach(function (id) {
      write(this.boxes[id].count, counts[id].toLocaleString(words.language));
    }, this);
    write(this.causes, this.causes_so_far());
    this.mark_story();
  };

  function write(element, text) {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }

  Player.prototype.causes_so_far = function () {
    const numbers = new Map();
    this.data.losses.forEach(function (loss) {
      if (loss[0] <= this.minute && loss[1] >= 0) {
        numbers.set(loss[1], (numbers.get(loss[1]) || 0) + 1);
      }
    }, this);
    const sorted = Array.from(numbers).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    return sorted.slice(0, this.scene.narrow ? 2 : MOST_CAUSES).map(function (one) {
      return this.scene.cause_names[one[0]] + " " + one[1];
    }, this).join(" · ");
  };

  // For who does not see the picture: where leads are, each time the clock stands still.
  Player.prototype.tell = function () {
    if (!this.scene) {
      return;
    }
    const words = this.words;
    const counts = this.scene.counts();
    const said = this.data.stations.map(function (station) { return station.name[words.language] + " " + counts[station.id]; });
    this.told.textContent = lib.fill(words.state, { clock: lib.moment(Math.floor(this.minute), words), counts: said.join(", ") });
  };

  Player.prototype.show_numbers = function (asked) {
    const words = this.words;
    const file = make("a", { class: "quiet small", href: this.root.dataset.address + ".csv?" + asked, download: "" }, [
      make("span", { class: "icon icon-download", "aria-hidden": "true" }), words.events,
    ]);
    const open = this.numbers.querySelector("details[open]") !== null;
    const details = make("details", { class: "more numbers card" }, [
      make("summary", { text: words.numbers }), lib.week_table(this.data, words), lib.cause_table(this.data, words),
      make("div", { class: "take-away" }, [file]),
    ]);
    details.open = open;
    this.numbers.replaceChildren(details);
  };

  // ---------------------------------------------------------------- one lead

  Player.prototype.name_of = function (lead) {
    return this.data.leads.channel[lead] + "/" + this.data.leads.number[lead];
  };

  Player.prototype.lead_of = function (name) {
    return this.data.leads.number.findIndex(function (_, lead) { return this.name_of(lead) === name; }, this);
  };

  Player.prototype.ends_here = function (lead) {
    const way = this.data.leads.way[lead];
    const id = this.data.stations[way[way.length - 1][1]].id;
    return this.words.ends.includes(id) ? id : "open";
  };

  Player.prototype.list_leads = function () {
    const words = this.words;
    const groups = [["lost", words.is_lost], ["won", words.is_won], ["no_sale", words.is_no_sale], ["open", words.is_open]];
    const made = groups.map(function (group) { return make("optgroup", { label: group[1], "data-group": group[0] }); });
    this.data.leads.way.forEach(function (way, lead) {
      const place = groups.findIndex(function (group) { return group[0] === this.ends_here(lead); }, this);
      const first = lib.moment(way[0][0], words);
      made[place].append(make("option", { value: String(lead), text: lib.lead_name(this.data, lead, words) + " · " + first }));
    }, this);
    const filled = made.filter(function (group) { return group.children.length; });
    this.lead_choice.replaceChildren(make("option", { value: "-1", text: words.nobody }), ...filled);
  };

  // The one with most to tell, then the next one.
  Player.prototype.follow_one = function (ending) {
    const such = this.scene ? this.data.leads.way.map(function (_, lead) { return lead; }).filter(function (lead) {
      return this.ends_here(lead) === ending;
    }, this) : [];
    const here = function (lead) { return this.data.leads.way[lead].filter(function (step) { return step[0] >= 0; }).length; }.bind(this);
    such.sort(function (a, b) { return here(b) - here(a) || a - b; });
    if (!such.length) {
      this.empty.hidden = false;
      this.empty.textContent = this.words.no_such;
      return;
    }
    this.follow(such[(such.indexOf(this.scene.followed) + 1) % such.length], true);
  };

  Player.prototype.follow = function (lead, go_there) {
    this.scene.followed = lead;
    this.lead_choice.value = String(lead);
    this.empty.hidden = lead >= 0;
    this.empty.textContent = this.words.choose;
    this.lines = lead < 0 ? [] : lib.story(this.data, lead, this.words);
    this.story.replaceChildren(...this.lines.map(this.line, this));
    if (lead >= 0) {
      this.scene.followed_name = lib.lead_name(this.data, lead, this.words);
    }
    if (go_there && lead >= 0) {
      const first = this.lines.find(function (line) { return line.minute >= 0; });
      this.jump(first && first.minute < WEEK ? Math.max(0, first.minute - 5) : 0);
    }
    this.marked = null;
    this.mark_story();
    this.draw();
  };

  Player.prototype.line = function (line) {
    if (line.minute < 0 || line.minute >= WEEK) {
      return make("li", { class: "away", text: line.text });
    }
    return make("li", {}, [button(line.text, "story-line", function () { this.jump(line.minute); }.bind(this))]);
  };

  Player.prototype.mark_story = function () {
    const passed = (this.lines || []).filter(function (line) { return line.minute <= this.minute; }, this).length;
    if (passed === this.marked) {
      return;
    }
    this.marked = passed;
    Array.from(this.story.children).forEach(function (item, number) {
      item.classList.toggle("to-come", number >= passed);
      item.classList.toggle("line-now", number === passed - 1);
      if (number === passed - 1) {
        item.setAttribute("aria-current", "step");
      } else {
        item.removeAttribute("aria-current");
      }
    });
  };

  Player.prototype.click = function (event) {
    if (this.scene) {
      const place = this.canvas.getBoundingClientRect();
      const zoom = place.width / this.scene.width;
      const lead = this.scene.nearest((event.clientX - place.left) / zoom, (event.clientY - place.top) / zoom);
      if (lead >= 0) {
        this.follow(lead, false);
      }
    }
  };

  Player.prototype.end = function () {
    this.playing = false;
    this.sized.disconnect();
    window.removeEventListener("resize", this.resized);
    this.dressed.disconnect();
    if (this.asking) {
      this.asking.abort();
    }
  };

  // ---------------------------------------------------------------- the page comes and goes

  function look() {
    const root = document.getElementById("playback");
    if (page && page.root !== root) {
      page.end();
      page = null;
    }
    if (root && !page) {
      page = new Player(root);
    }
  }

  document.addEventListener("keydown", function (event) {
    const used = event.target.closest && event.target.closest("button, a, input, select, textarea, summary, [contenteditable]");
    if (page && event.key === " " && !used) {
      event.preventDefault();
      page.toggle();
    }
  });

  lib.WEEK = WEEK;
  lib.NOON = NOON;
  lib.DAY = DAY;
  lib.QUEUE_EVERY = QUEUE_EVERY;
  lib.make = make;
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
})();

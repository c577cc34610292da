// The picture of a week: stations with the leads that wait there, leads on their way, those who buy and those who fall out.
(function () {
  "use strict";

  const QUEUE_EVERY = 10;
  const SMOOTH_MS = 170; // a dot covers two thirds of its way in this time
  const LABEL_MS = 2200;
  const MOST_LABELS = 6;
  const REACH = 14; // how far from a dot a click still means it
  const SPACINGS = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
  const TITLE = 2.1; // height of a station's heading, in heights of its letters

  function Scene(canvas, data, share) {
    this.canvas = canvas;
    this.data = data;
    this.share = share;
    this.ids = data.stations.map(function (station) { return station.id; });
    this.ends = new Set(["won", "lost", "no_sale"].map(function (id) { return data.stations.findIndex(function (s) { return s.id === id; }); }));
    this.size = data.leads.way.length;
    this.at = new Int16Array(this.size).fill(-1); // the step each lead has come to
    this.x = new Float32Array(this.size);
    this.y = new Float32Array(this.size);
    this.goal_x = new Float32Array(this.size);
    this.goal_y = new Float32Array(this.size);
    this.settled_before = new Map();
    this.labels = [];
    this.followed = -1;
    this.time = -1;
    this.at_work = data.kinds.map(function (kind) { return kind.id.endsWith(".start") && kind.id !== "nurture.start"; });
    this.used_channels = Array.from(new Set(data.leads.channel)).sort(function (a, b) { return a - b; });
  }

  Scene.prototype.resize = function (width, height, letter, zoom) {
    const ratio = (window.devicePixelRatio || 1) * zoom;
    const found = window.quickscan_playback.places(this.ids, width, height);
    Object.assign(this, { boxes: found.boxes, narrow: found.narrow, width: width, height: found.height, letter: letter });
    this.arrows = found.arrows;
    this.radius = width > 1150 ? 4.2 : 3.6;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(found.height * ratio);
    this.canvas.style.width = width + "px";
    this.canvas.style.height = found.height + "px";
    this.context = this.canvas.getContext("2d");
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.arrange(true);
  };

  // Colours and letters of the theme.
  Scene.prototype.dress = function (style) {
    const names = ["ink", "muted", "bg", "accent", "loss", "loss-ink", "good", "level", "usual"];
    this.colours = {};
    names.forEach(function (name) { this.colours[name] = style.getPropertyValue("--" + name).trim(); }, this);
    this.font = style.fontFamily;
  };

  // Moves every lead to a time of the week. Tells whether anything changed.
  Scene.prototype.go_to = function (minute, jump) {
    const ways = this.data.leads.way;
    const back = minute < this.time;
    let changed = false;
    for (let lead = 0; lead < this.size; lead += 1) {
      const way = ways[lead];
      const before = this.at[lead];
      let now = back ? -1 : before;
      while (now + 1 < way.length && way[now + 1][0] <= minute) {
        now += 1;
      }
      if (now !== before) {
        this.at[lead] = now;
        changed = true;
        if (!jump) {
          this.note(lead, before, now);
        }
      }
    }
    this.time = minute;
    if (changed || jump) {
      this.arrange(jump);
    }
    return changed;
  };

  // A lead that comes in begins at the edge; one that is lost is named.
  Scene.prototype.note = function (lead, before, now) {
    const way = this.data.leads.way[lead];
    if (before < 0) {
      const box = this.boxes.inquiry;
      this.x[lead] = box.x;
      this.y[lead] = box.y + box.h / 2;
      this.fresh = this.fresh || [];
      this.fresh.push(lead);
    }
    const cause = this.data.leads.cause[lead];
    if (this.ids[way[now][1]] === "lost" && cause >= 0 && this.labels.length < MOST_LABELS) {
      this.labels.push({ lead: lead, cause: cause, born: performance.now() });
    }
  };

  // Gives every lead its place at the station where it is: those at work above, those who wait piled up below.
  Scene.prototype.arrange = function (jump) {
    if (!this.boxes || this.time < 0 && this.at.every(function (step) { return step < 0; })) {
      return;
    }
    const groups = this.groups();
    if (jump) {
      this.settled_before = new Map();
    }
    groups.forEach(function (group, name) { this.pile(group, name); }, this);
    (this.fresh || []).forEach(function (lead) { this.y[lead] = this.goal_y[lead]; }, this);
    this.fresh = [];
    if (jump) {
      this.x.set(this.goal_x);
      this.y.set(this.goal_y);
      this.labels = [];
    }
  };

  Scene.prototype.groups = function () {
    const found = new Map();
    const ways = this.data.leads.way;
    const by_arrival = [];
    for (let lead = 0; lead < this.size; lead += 1) {
      if (this.at[lead] >= 0) {
        by_arrival.push(lead);
      }
    }
    const since = this.since = by_arrival.length ? new Float64Array(this.size) : this.since;
    by_arrival.forEach(function (lead) { since[lead] = arrival(ways[lead], this.at[lead]); }, this);
    by_arrival.sort(function (a, b) { return since[a] - since[b] || a - b; });
    by_arrival.forEach(function (lead) {
      const key = this.group_of(lead);
      if (!found.has(key.name)) {
        found.set(key.name, { area: key.area, waits: [], works: [] });
      }
      const group = found.get(key.name);
      (this.at_work[ways[lead][this.at[lead]][2]] ? group.works : group.waits).push(lead);
    }, this);
    return found;
  };

  function arrival(way, at) {
    let step = at;
    while (step > 0 && way[step - 1][1] === way[at][1]) {
      step -= 1;
    }
    return way[step][0];
  }

  // The pile a lead belongs to, and the room for it.
  Scene.prototype.group_of = function (lead) {
    const way = this.data.leads.way[lead];
    const id = this.ids[way[this.at[lead]][1]];
    if (!this.narrow && id === "inquiry") {
      const row = this.used_channels.indexOf(this.data.leads.channel[lead]);
      return { name: id + row, area: this.channel_row(row) };
    }
    if (!this.narrow && id === "lost") {
      const from = this.ids[way[Math.max(0, this.at[lead] - 1)][1]];
      const over = this.boxes[from];
      const x = from === "nurture" ? over.x + over.w * 0.42 : over.x;
      return { name: id + from, area: this.inside(this.boxes.lost, x, from === "nurture" ? over.w * 0.16 : over.w) };
    }
    return { name: id, area: this.inside(this.boxes[id]) };
  };

  Scene.prototype.channel_row = function (row) {
    const all = this.inside(this.boxes.inquiry);
    const height = all.h / this.used_channels.length;
    return { x: all.x + all.w * 0.44, y: all.y + row * height, w: all.w * 0.56, h: height, row: true };
  };

  Scene.prototype.inside = function (box, x, width) {
    const top = this.letter * TITLE;
    const left = x === undefined ? box.x : x;
    return { x: left + 9, y: box.y + top, w: (width === undefined ? box.w : width) - 18, h: box.h - top - 8 };
  };

  Scene.prototype.pile = function (group, name) {
    const area = group.area;
    const apart = SPACINGS.find(function (one) { return fits(area, one, group); }) || SPACINGS[SPACINGS.length - 1];
    const across = Math.max(1, Math.floor(area.w / apart));
    if (area.row) { // a channel's leads stand in the middle of its row
      const all = group.works.concat(group.waits);
      this.put(all, area, apart, across, false, Math.ceil(all.length / across));
      return;
    }
    this.put(group.works, area, apart, across, false);
    this.put(this.settled(group.waits, name), area, apart, across, true);
  };

  // Who waits keeps the place; who leaves a hole has it filled from the top of the pile or by who comes next.
  Scene.prototype.settled = function (waits, name) {
    const left = new Set(waits);
    const before = this.settled_before.get(name) || [];
    const now = new Array(waits.length).fill(-1);
    before.slice(0, now.length).forEach(function (lead, place) {
      if (left.delete(lead)) {
        now[place] = lead;
      }
    });
    const rest = waits.filter(function (lead) { return left.has(lead); });
    now.forEach(function (lead, place) {
      if (lead < 0) {
        now[place] = rest.shift();
      }
    });
    this.settled_before.set(name, now);
    return now;
  };

  function fits(area, apart, group) {
    const across = Math.max(1, Math.floor(area.w / apart));
    const down = Math.max(1, Math.floor(area.h / apart));
    return Math.ceil(group.waits.length / across) + Math.ceil(group.works.length / across) <= down;
  }

  Scene.prototype.put = function (leads, area, apart, across, from_below, rows) {
    const top = rows ? area.y + Math.max(0, (area.h - rows * apart) / 2) : area.y;
    leads.forEach(function (lead, number) {
      const row = Math.floor(number / across);
      this.goal_x[lead] = area.x + (number % across + 0.5) * apart;
      this.goal_y[lead] = from_below ? area.y + area.h - (row + 0.5) * apart : top + (row + 0.5) * apart;
    }, this);
  };

  // Lets dots glide to their places.
  Scene.prototype.glide = function (passed_ms) {
    const part = 1 - Math.exp(-passed_ms / SMOOTH_MS);
    for (let lead = 0; lead < this.size; lead += 1) {
      this.x[lead] += (this.goal_x[lead] - this.x[lead]) * part;
      this.y[lead] += (this.goal_y[lead] - this.y[lead]) * part;
    }
  };

  Scene.prototype.draw = function (now_ms) {
    const pen = this.context;
    pen.clearRect(0, 0, this.width, this.height);
    this.draw_arrows(pen);
    this.draw_dots(pen);
    this.draw_followed(pen);
    this.draw_labels(pen, now_ms);
  };

  Scene.prototype.draw_arrows = function (pen) {
    pen.strokeStyle = pen.fillStyle = this.colours.usual;
    pen.lineWidth = 1.5;
    this.arrows.forEach(function (arrow) {
      const angle = Math.atan2(arrow[3] - arrow[1], arrow[2] - arrow[0]);
      pen.beginPath();
      pen.moveTo(arrow[0], arrow[1]);
      pen.lineTo(arrow[2], arrow[3]);
      pen.stroke();
      pen.beginPath();
      pen.moveTo(arrow[2], arrow[3]);
      pen.lineTo(arrow[2] - 7 * Math.cos(angle - 0.5), arrow[3] - 7 * Math.sin(angle - 0.5));
      pen.lineTo(arrow[2] - 7 * Math.cos(angle + 0.5), arrow[3] - 7 * Math.sin(angle + 0.5));
      pen.fill();
    });
  };

  // One path for each sign: six hundred leads are drawn with five strokes of the pen.
  Scene.prototype.draw_dots = function (pen) {
    const signs = { waits: new Path2D(), works: new Path2D(), won: new Path2D(), lost: new Path2D(), no_sale: new Path2D() };
    const ways = this.data.leads.way;
    for (let lead = 0; lead < this.size; lead += 1) {
      if (this.at[lead] >= 0) {
        const step = ways[lead][this.at[lead]];
        const id = this.ids[step[1]];
        const sign = this.ends.has(step[1]) ? id : this.at_work[step[2]] ? "works" : "waits";
        add_sign(signs[sign], sign, this.x[lead], this.y[lead], this.radius);
      }
    }
    pen.fillStyle = this.colours.level;
    pen.fill(signs.waits);
    pen.fillStyle = this.colours.accent;
    pen.fill(signs.works);
    pen.fillStyle = this.colours.good;
    pen.fill(signs.won);
    pen.strokeStyle = this.colours.muted;
    pen.lineWidth = 1.2;
    pen.stroke(signs.no_sale);
    pen.strokeStyle = this.colours.loss;
    pen.lineWidth = 2;
    pen.stroke(signs.lost);
  };

  function add_sign(path, sign, x, y, radius) {
    if (sign === "won") {
      const r = radius * 1.35;
      path.moveTo(x, y - r);
      path.lineTo(x + r, y);
      path.lineTo(x, y + r);
      path.lineTo(x - r, y);
      path.closePath();
    } else if (sign === "lost") {
      const r = radius * 0.9;
      path.moveTo(x - r, y - r);
      path.lineTo(x + r, y + r);
      path.moveTo(x + r, y - r);
      path.lineTo(x - r, y + r);
    } else if (sign === "no_sale") {
      const r = radius * 0.8;
      path.rect(x - r, y - r, 2 * r, 2 * r);
    } else {
      const r = sign === "works" ? radius * 1.15 : radius;
      path.moveTo(x + r, y);
      path.arc(x, y, r, 0, 2 * Math.PI);
    }
  }

  Scene.prototype.draw_followed = function (pen) {
    const lead = this.followed;
    if (lead < 0 || this.at[lead] < 0) {
      return;
    }
    const x = this.x[lead];
    const y = this.y[lead];
    pen.lineWidth = 2.5;
    pen.strokeStyle = this.colours.ink;
    pen.beginPath();
    pen.arc(x, y, this.radius + 5, 0, 2 * Math.PI);
    pen.stroke();
    this.write(pen, this.followed_name, x, y - this.radius - 13, this.colours.ink);
  };

  Scene.prototype.draw_labels = function (pen, now_ms) {
    this.labels = this.labels.filter(function (label) { return now_ms - label.born < LABEL_MS; });
    this.labels.forEach(function (label, number) {
      const age = (now_ms - label.born) / LABEL_MS;
      pen.globalAlpha = Math.min(1, 3 * (1 - age));
      const below = this.boxes.lost.y + this.letter * TITLE + 6; // not over the heading of those lost
      const y = Math.max(below, this.y[label.lead] - 12 - 17 * (number % 3));
      this.write(pen, this.cause_names[label.cause], this.x[label.lead], y, this.colours["loss-ink"]);
      pen.globalAlpha = 1;
    }, this);
  };

  // Words with a rim of the ground around them, kept inside the picture.
  Scene.prototype.write = function (pen, words, x, y, colour) {
    pen.font = "600 " + Math.round(this.letter * 0.92) + "px " + this.font;
    const half = pen.measureText(words).width / 2 + 5;
    const middle = Math.max(half, Math.min(this.width - half, x));
    const high = Math.max(this.letter, y);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 5;
    pen.strokeStyle = this.colours.bg;
    pen.strokeText(words, middle, high);
    pen.fillStyle = colour;
    pen.fillText(words, middle, high);
  };

  // How many leads are at each station: of all, also where a sample is shown.
  Scene.prototype.counts = function () {
    const counts = {};
    this.ids.forEach(function (id) { counts[id] = 0; });
    if (this.share < 1) {
      const place = Math.floor(Math.max(0, this.time) / QUEUE_EVERY);
      this.ids.forEach(function (id) { counts[id] = this.data.queues[id][place]; }, this);
      return counts;
    }
    for (let lead = 0; lead < this.size; lead += 1) {
      if (this.at[lead] >= 0) {
        counts[this.ids[this.data.leads.way[lead][this.at[lead]][1]]] += 1;
      }
    }
    return counts;
  };

  // The lead nearest to a point of the picture, or -1.
  Scene.prototype.nearest = function (x, y) {
    let best = -1;
    let least = REACH * REACH;
    for (let lead = 0; lead < this.size; lead += 1) {
      const far = (this.x[lead] - x) * (this.x[lead] - x) + (this.y[lead] - y) * (this.y[lead] - y);
      if (this.at[lead] >= 0 && far < least) {
        best = lead;
        least = far;
      }
    }
    return best;
  };

  window.quickscan_playback = Object.assign(window.quickscan_playback || {}, { Scene: Scene });
})();

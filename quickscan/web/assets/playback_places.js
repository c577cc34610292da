// Where the stations of a week stand in the picture, and the arrows between them.
(function () {
  "use strict";

  const NARROW = 620;
  const HEIGHTS = {
    inquiry: 88, call_centre: 70, nurture: 104, lead_system: 70, dealers: 78, sales: 92, lost: 92, won: 84, no_sale: 84,
  };
  const WIDTHS = { inquiry: 1.4, call_centre: 1, lead_system: 1, dealers: 1.05, sales: 1.15, won: 1.1 };

  // Where stations stand: from left to right, on a phone one below the other.
  function places(ids, width, height) {
    return width < NARROW ? below_each_other(ids, width) : beside_each_other(ids, width, height);
  }

  function below_each_other(ids, width) {
    const boxes = {};
    let y = 0;
    ids.filter(function (id) { return id !== "won" && id !== "no_sale"; }).forEach(function (id) {
      boxes[id] = { x: 0, y: y, w: width, h: HEIGHTS[id] };
      y += HEIGHTS[id] + 18;
    });
    const half = (width - 12) / 2;
    boxes.won = { x: 0, y: y, w: half, h: HEIGHTS.won };
    boxes.no_sale = { x: half + 12, y: y, w: half, h: HEIGHTS.no_sale };
    return { boxes: boxes, arrows: [], height: y + HEIGHTS.won, narrow: true };
  }

  function beside_each_other(ids, width, height) {
    const boxes = {};
    const gap = 24;
    const columns = ids.filter(function (id) { return id in WIDTHS; });
    const whole = columns.reduce(function (sum, id) { return sum + WIDTHS[id]; }, 0);
    const unit = (width - gap * (columns.length - 1)) / whole;
    const low = Math.max(88, height * 0.19);
    const main = height - 2 * low - 2 * 24;
    const upper = main + 24 + low;
    let x = 0;
    columns.forEach(function (id) {
      boxes[id] = { x: x, y: 0, w: WIDTHS[id] * unit, h: main };
      x += WIDTHS[id] * unit + gap;
    });
    boxes.inquiry.h = upper;
    const ends = boxes.won;
    boxes.no_sale = { x: ends.x, y: (upper + 12) / 2, w: ends.w, h: (upper - 12) / 2 };
    ends.h = (upper - 12) / 2;
    const first = boxes[columns[1]];
    boxes.nurture = { x: first.x, y: main + 24, w: boxes.sales.x + boxes.sales.w - first.x, h: low };
    boxes.lost = { x: 0, y: upper + 24, w: width, h: low };
    return { boxes: boxes, arrows: ways_between(boxes), height: height, narrow: false };
  }

  function ways_between(boxes) {
    const chain = ["inquiry", "call_centre", "lead_system", "dealers", "sales", "won"].filter(function (id) { return boxes[id]; });
    const arrows = [];
    for (let number = 0; number + 1 < chain.length; number += 1) {
      const from = boxes[chain[number]];
      const to = boxes[chain[number + 1]];
      const y = Math.min(from.h, to.h) * 0.5;
      arrows.push([from.x + from.w + 4, y, to.x - 4, y]);
    }
    const before = boxes.call_centre || boxes.lead_system;
    const middle = before.x + before.w / 2;
    arrows.push([middle - 8, before.h + 4, middle - 8, boxes.nurture.y - 4]);
    arrows.push([middle + 8, boxes.nurture.y - 4, middle + 8, before.h + 4]);
    return arrows;
  }

  window.quickscan_playback = Object.assign(window.quickscan_playback || {}, { places: places });
})();

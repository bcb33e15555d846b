/* Towns far apart in wide land: the map opens on one of them, and the whole shows dots to pick from. */
'use strict';
(function () {
  var model = RD.model, FAR = 1500, SPARSE = 0.2, DOT = 90;
  function area(box) { return (box[2] - box[0]) * (box[3] - box[1]); }
  function near(a, b) { return a[0] - FAR < b[2] && b[0] - FAR < a[2] && a[1] - FAR < b[3] && b[1] - FAR < a[3]; }
  /* Subdistricts whose frames lie within 1.5 km of one another are one place. */
  function gather() {
    var found = [];
    model.limits.forEach(function (shape, sub) {
      if (!shape.rings.length) { return; }
      var one = { subs: [sub], boxes: [shape.box] };
      found = found.filter(function (other) {
        if (!other.boxes.some(function (box) { return near(box, shape.box); })) { return true; }
        one.subs = one.subs.concat(other.subs); one.boxes = one.boxes.concat(other.boxes);
        return false;
      });
      found.push(one);
    });
    return found;
  }
  function size(sub) {
    var total = 0;
    model.units.sub.forEach(function (home, at) { if (home === sub) { total += model.units.h[at] || 0; } });
    return total;
  }
  var whole = area(model.extent || [0, 0, 0, 0]), found = model.map ? gather() : [];
  found.forEach(function (one) { one.box = RD.join(one.boxes); });
  if (found.length < 2 || found.reduce(function (sum, one) { return sum + area(one.box); }, 0) > SPARSE * whole) { found = []; }
  found.forEach(function (one) {
    var sizes = one.subs.map(size), first = sizes.indexOf(Math.max.apply(null, sizes));
    one.households = sizes.reduce(function (sum, value) { return sum + value; }, 0);
    one.name = one.subs.length > 1 ? RD.t('place.several', { name: model.subdistricts[one.subs[first]], count: RD.n(one.subs.length) }) : model.subdistricts[one.subs[0]];
  });
  found.sort(function (a, b) { return b.households - a.households; });
  model.places = found;

  /* The place where most changes; where nothing does, the largest. */
  var scope = model.scope;
  model.scope = function () {
    if (!found.length) { return scope(); }
    var side = model.plan.name === 'today' ? 'before' : 'after', count = model.subdistricts.map(function () { return 0; });
    model.communities.forEach(function (one, at) { if (model.matters(at, side)) { count[one.sub] += 1; } });
    var totals = found.map(function (one) { return one.subs.reduce(function (sum, sub) { return sum + count[sub]; }, 0); });
    return found[totals.indexOf(Math.max.apply(null, totals))].box;
  };
  function middle(one) { return [(one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2]; }
  function small(one, scale) { return Math.max(one.box[2] - one.box[0], one.box[3] - one.box[1]) * scale < DOT; }
  /* Dots for places too small to read; true if there are any. */
  RD.dots = function (view) {
    var shown = found.filter(function (one) { return small(one, view.scale); });
    shown.forEach(function (one) {
      var x = view.x(middle(one)[0]), y = view.y(middle(one)[1]), pen = view.context, radius = 8 + 14 * Math.sqrt(one.households / found[0].households);
      pen.beginPath(); pen.arc(x, y, radius, 0, 2 * Math.PI); view.fill('rgba(59,120,176,.78)'); view.stroke('#ffffff', 2);
      view.labels.push([x - radius, y - radius, x + radius, y + radius]);
      view.label([one.name, RD.n(one.households) + RD.t('unit.households')], x, y + radius + 19, { size: 12.5, bold: true, color: '#10243c' });
    });
    return shown.length > 0;
  };
  /* The place whose dot lies at a point of the map. */
  RD.dotAt = function (x, y, scale) {
    return found.filter(function (one) { return small(one, scale) && Math.hypot(middle(one)[0] - x, middle(one)[1] - y) * scale < 34; })[0] || null;
  };
  RD.placeList = function () {
    if (!found.length) { return null; }
    return RD.el('div', { 'class': 'places' }, [RD.el('p', { text: RD.t('place.lead') })].concat(found.map(function (one) {
      return RD.el('button', { type: 'button', 'class': 'link', on: { click: function () { RD.close(); RD.reveal(); RD.maps.zoom(one.box); } } }, [RD.name(one.name)]);
    })));
  };
})();

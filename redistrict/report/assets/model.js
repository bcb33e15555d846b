/* Units, compounds and communities as the folder has them; only the plan shown can change. */
'use strict';
(function () {
  var data = RD.data, units = data.units, count = units.id.length;
  var model = RD.model = {
    count: count, units: units, groups: data.groups, subdistricts: data.subdistricts,
    rules: data.rules, step: data.grid ? data.grid.step : 1, map: !!data.grid
  };
  var none = { transform: { scale: [1, 1], translate: [0, 0] }, arcs: [], objects: { rows: { geometries: [] } } };
  var topology = data.topology || {};
  model.shapes = RD.shapes(topology.units || none);
  model.before = RD.shapes(topology.before || none);
  model.limits = RD.shapes(topology.subdistricts || none);
  model.outside = RD.shapes(topology.outside || none);
  model.index = RD.index(model.shapes, model.map ? data.grid.width : 1, model.map ? data.grid.height : 1);
  model.offices = data.offices || [];
  model.filled = function (shapes) { return shapes.filter(function (shape) { return shape.rings.length; }); };
  model.extent = RD.join(model.filled(model.limits.concat(model.shapes)).map(function (shape) { return shape.box; }));
  var sizes = model.filled(model.shapes).map(function (s) { return Math.min(s.box[2] - s.box[0], s.box[3] - s.box[1]); }).sort(function (a, b) { return a - b; });
  model.typical = sizes.length ? sizes[Math.floor(sizes.length / 2)] : 50;

  var breadths = model.filled(model.before).map(function (s) { return s.box[2] - s.box[0]; }).sort(function (a, b) { return a - b; });
  model.breadth = breadths.length ? breadths[Math.floor(breadths.length / 2)] : 0;
  /* What the first view shows: everything that changes, the whole where nothing does. */
  model.scope = function () {
    var found = model.communities.map(function (one, at) { return model.matters(at, model.plan.name === 'today' ? 'before' : 'after') ? [model.before[at], model.after[at]] : []; })
      .reduce(function (all, pair) { return all.concat(pair); }, []).filter(function (shape) { return shape && shape.rings.length; });
    if (!found.length) { return model.extent; }
    var box = RD.join(found.map(function (shape) { return shape.box; })), whole = model.extent;
    var side = Math.max((whole[2] - whole[0]) * 0.25 - (box[2] - box[0]), 0) / 2;
    return [box[0] - side, box[1] - side, box[2] + side, box[3] + side];
  };

  /* Show another alternative: its communities, assignment and shapes. */
  model.use = function (at) {
    var plan = data.plans[at];
    if (!plan.made && plan.shapes) { plan.made = RD.shapes(plan.shapes); }
    model.plan = plan; model.planAt = at;
    model.communities = plan.communities.slice();
    units.after = plan.after;
    model.after = plan.made || [];
    model.place = {};
    model.communities.forEach(function (one, place) { model.place[one.id] = place; });
  };
  model.use(0);

  model.unitName = function (at) { return units.name[at] || units.id[at]; };
  var byGroup = data.groups.map(function () { return []; });
  for (var at = 0; at < count; at++) { if (units.group[at] >= 0) { byGroup[units.group[at]].push(at); } }
  /* The compound of a unit: all units of its group, or the unit alone. */
  model.compound = function (at) { return units.group[at] >= 0 ? byGroup[units.group[at]] : [at]; };
  model.compoundName = function (at) { return units.group[at] >= 0 ? data.groups[units.group[at]] : model.unitName(at); };

  model.adjacent = null;
  if (data.edges) {
    model.adjacent = Array.from({ length: count }, function () { return []; });
    for (var e = 0; e < data.edges.length; e += 2) {
      model.adjacent[data.edges[e]].push(data.edges[e + 1]);
      model.adjacent[data.edges[e + 1]].push(data.edges[e]);
    }
  }
  var NEAR = 45;
  /* Adjacent units; without a list of adjacency, those whose frames lie within 45 m. */
  model.neighbours = function (at) {
    if (model.adjacent) { return model.adjacent[at]; }
    if (!model.map || !model.shapes[at].rings.length) { return []; }
    var box = model.shapes[at].box;
    return model.index.within([box[0] - NEAR, box[1] - NEAR, box[2] + NEAR, box[3] + NEAR]).filter(function (other) { return other !== at; });
  };
  /* How many connected pieces some units form. */
  model.pieces = function (list) {
    var rest = {}, found = 0;
    list.forEach(function (at) { rest[at] = true; });
    list.forEach(function (start) {
      if (!rest[start]) { return; }
      found += 1; delete rest[start];
      var queue = [start];
      while (queue.length) {
        model.neighbours(queue.pop()).forEach(function (other) { if (rest[other]) { delete rest[other]; queue.push(other); } });
      }
    });
    return found;
  };
  model.sum = function (list, column) {
    return list.reduce(function (total, at) { return total + (units[column][at] || 0); }, 0);
  };
  /* Members of a community on one side: 'before' or 'after'. */
  model.unitsOf = function (community, side) {
    var column = units[side], found = [];
    for (var at = 0; at < count; at++) { if (column[at] === community) { found.push(at); } }
    return found;
  };
  model.boxOf = function (community) {
    var found = [model.after[community], model.before[community]].filter(function (shape) { return shape && shape.rings.length; });
    if (found.length) { return RD.join(found.map(function (shape) { return shape.box; })); }
    return model.boxOfUnits(model.unitsOf(community, 'before'));
  };
  model.boxOfUnits = function (list) {
    var found = list.map(function (at) { return model.shapes[at]; }).filter(function (shape) { return shape && shape.rings.length; });
    return found.length ? RD.join(found.map(function (shape) { return shape.box; })) : null;
  };
  model.moved = function (at) { return units.before[at] >= 0 && units.before[at] !== units.after[at]; };
  model.changed = function (community) { return community >= 0 && model.communities[community].kind !== 'untouched'; };
  /* What a side is about: what changes; before, also what should change. */
  var SHOULD = { split: 1, merge: 1, 'merge, condition open': 1, 'in pieces': 1 };
  model.matters = function (community, side) {
    return model.changed(community) || (side === 'before' && !!SHOULD[model.communities[community].verdict]);
  };
  model.communityName = function (at) { return at < 0 ? RD.t('none') : model.communities[at].name; };
  /* A workload by the scenario's own weights: data count it in whole numbers, so many times. */
  model.load = function (value) { return value === null || value === undefined ? value : value / (data.rules.scale || 1); };
  /* Where a number of households stands against the band; '' in a public page. */
  model.standing = function (households) {
    if (data.public || households === null) { return ''; }
    if (households < model.rules.min) { return 'under'; }
    return households > model.rules.max ? 'over' : 'in';
  };
})();

/* A line drawn by hand (GeoJSON or KML): what it would divide, beside the nearest road and the plan. */
'use strict';
(function () {
  var model = RD.model, state = RD.state, units = model.units;
  if (RD.data.public || !model.map) { return; }
  var result = '', judged = null;
  function corners(text) {
    var found = [];
    if (text.trim().charAt(0) === '{') {
      (function walk(node) {
        if (!node || typeof node !== 'object') { return; }
        if (node.type === 'LineString' && Array.isArray(node.coordinates)) { found = found.concat(node.coordinates); return; }
        if (node.type === 'MultiLineString' && Array.isArray(node.coordinates)) { node.coordinates.forEach(function (line) { found = found.concat(line); }); return; }
        Object.keys(node).forEach(function (key) { walk(node[key]); });
      })(JSON.parse(text));
    } else {
      var list = new DOMParser().parseFromString(text, 'application/xml').getElementsByTagName('coordinates');
      Array.prototype.forEach.call(list, function (node) { node.textContent.trim().split(/\s+/).forEach(function (item) { found.push(item.split(',').map(Number)); }); });
    }
    var flat = [], place = RD.data.grid;
    found.forEach(function (pair) {
      var spot = RD.project(pair, place);
      if (!isFinite(spot[0]) || !isFinite(spot[1])) { throw new Error('line'); }
      flat.push(spot[0], spot[1]);
    });
    if (flat.length < 4) { throw new Error('line'); }
    return flat;
  }
  /* Degrees by the linear key of the grid, metres of the layers' own system as they are. */
  RD.project = function (pair, grid) {
    if (Math.abs(pair[0]) <= 180 && Math.abs(pair[1]) <= 90) {
      var k = grid.degrees, lon = pair[0] - k.lon, lat = pair[1] - k.lat;
      return [k.x[0] + k.x[1] * lon + k.x[2] * lat + k.x[3] * lon * lat, k.y[0] + k.y[1] * lon + k.y[2] * lat + k.y[3] * lon * lat];
    }
    return [pair[0] - grid.east, pair[1] - grid.north];
  };
  function side(flat, x, y) {
    var best = Infinity, turn = 0;
    for (var i = 0; i + 3 < flat.length; i += 2) {
      var ax = flat[i], ay = flat[i + 1], dx = flat[i + 2] - ax, dy = flat[i + 3] - ay, size = dx * dx + dy * dy || 1;
      var first = i === 0, last = i + 5 >= flat.length, share = ((x - ax) * dx + (y - ay) * dy) / size;
      share = Math.max(first ? -Infinity : 0, Math.min(last ? Infinity : 1, share));
      var away = Math.hypot(x - ax - share * dx, y - ay - share * dy);
      if (away < best) { best = away; turn = dx * (y - ay) - dy * (x - ax); }
    }
    return turn >= 0 ? 0 : 1;
  }
  function crossed(flat, shape) {
    var sides = {};
    shape.rings.forEach(function (ring) { for (var i = 0; i < ring.length; i += 2) { sides[side(flat, ring[i], ring[i + 1])] = true; } });
    return sides[0] && sides[1] && touches(flat, shape.box);
  }
  function touches(flat, box) {
    var own = RD.box([flat]);
    return own[0] <= box[2] && own[2] >= box[0] && own[1] <= box[3] && own[3] >= box[1];
  }
  function homeOf(flat) {
    var count = {};
    for (var i = 0; i + 3 < flat.length; i += 2) {
      for (var step = 0; step <= 20; step++) {
        var x = flat[i] + (flat[i + 2] - flat[i]) * step / 20, y = flat[i + 1] + (flat[i + 3] - flat[i + 1]) * step / 20;
        for (var at = 0; at < model.before.length; at++) { if (RD.inside(model.before[at], x, y)) { count[at] = (count[at] || 0) + 1; } }
      }
    }
    var best = -1;
    Object.keys(count).forEach(function (at) { if (best < 0 || count[at] > count[best]) { best = Number(at); } });
    return best;
  }
  /* The two sides of a community along a line: units, compounds that are cut, pieces. */
  function divide(flat, community) {
    var halves = [[], []], cut = [];
    model.unitsOf(community, 'before').forEach(function (at) {
      var box = model.shapes[at].box;
      if (!model.shapes[at].rings.length) { return; }
      halves[side(flat, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)].push(at);
      if (crossed(flat, model.shapes[at])) { cut.push(model.compoundName(at)); }
    });
    return { halves: halves, cut: cut.filter(function (name, at) { return cut.indexOf(name) === at; }), pieces: halves.map(model.pieces) };
  }
  function spots(flat) {
    var found = [];
    for (var i = 0; i + 3 < flat.length; i += 2) {
      for (var step = 0; step <= 12; step++) { found.push([flat[i] + (flat[i + 2] - flat[i]) * step / 12, flat[i + 1] + (flat[i + 3] - flat[i + 1]) * step / 12]); }
    }
    return found;
  }
  function away(flat, x, y) {
    var best = Infinity;
    for (var i = 0; i + 3 < flat.length; i += 2) {
      var dx = flat[i + 2] - flat[i], dy = flat[i + 3] - flat[i + 1], size = dx * dx + dy * dy || 1;
      var share = Math.max(0, Math.min(1, ((x - flat[i]) * dx + (y - flat[i + 1]) * dy) / size));
      best = Math.min(best, Math.hypot(x - flat[i] - share * dx, y - flat[i + 1] - share * dy));
    }
    return best;
  }
  /* The stretches of every named road inside a box, joined from one end to the other. */
  function roads(box) {
    var lines = RD.data.lines && RD.data.lines.roads, byName = {};
    if (!lines) { return byName; }
    RD.lines(lines.runs, model.step).forEach(function (one) {
      var name = lines.facts[one.row].name;
      if (name && touches(one.line, box)) { (byName[name] = byName[name] || []).push(one.line); }
    });
    Object.keys(byName).forEach(function (name) {
      var all = RD.box(byName[name]), east = all[2] - all[0] >= all[3] - all[1] ? 0 : 1;
      var runs = byName[name].map(function (flat) {
        var pairs = [];
        for (var i = 0; i < flat.length; i += 2) { pairs.push([flat[i], flat[i + 1]]); }
        return pairs[0][east] <= pairs[pairs.length - 1][east] ? pairs : pairs.reverse();
      }).sort(function (a, b) { return a[0][east] - b[0][east]; });
      byName[name] = runs.reduce(function (flat, pairs) { pairs.forEach(function (pair) { flat.push(pair[0], pair[1]); }); return flat; }, []);
    });
    return byName;
  }
  /* The road that runs nearest to the line and leaves households on both sides. */
  function nearest(flat, community) {
    var inside = spots(flat).filter(function (spot) { return RD.inside(model.before[community], spot[0], spot[1]); }), known = roads(model.before[community].box), best = null;
    Object.keys(known).forEach(function (name) {
      var mean = inside.reduce(function (sum, spot) { return sum + away(known[name], spot[0], spot[1]); }, 0) / (inside.length || 1);
      if (best && mean >= best.metres) { return; }
      var found = divide(known[name], community);
      if (model.sum(found.halves[0], 'h') && model.sum(found.halves[1], 'h')) { best = { name: name, metres: mean, found: found }; }
    });
    return best;
  }
  function planned(community) {
    var homes = [];
    model.unitsOf(community, 'before').forEach(function (at) { if (homes.indexOf(units.after[at]) < 0) { homes.push(units.after[at]); } });
    return homes.filter(function (home) { return home >= 0; });
  }
  RD.judgeLine = function (text) {
    judged = null;
    try { state.drawn = corners(text); } catch (error) { result = RD.t('line.unreadable'); return result; }
    var community = homeOf(state.drawn);
    if (community < 0) { result = RD.t('line.outside'); return result; }
    var found = divide(state.drawn, community), halves = found.halves;
    judged = { community: community, found: found, road: nearest(state.drawn, community) };
    result = RD.t('line.halves', { name: model.communityName(community), one: RD.n(model.sum(halves[0], 'h')), one_units: halves[0].length, two: RD.n(model.sum(halves[1], 'h')), two_units: halves[1].length }) +
      ' ' + (found.cut.length ? RD.t('line.cut', { names: found.cut.slice(0, 12).join(RD.t('comma')) }) : RD.t('line.no_cut'));
    state.selected = model.sum(halves[0], 'h') <= model.sum(halves[1], 'h') ? halves[0] : halves[1];
    RD.maps.zoom(model.before[community].box);
    RD.maps.mark();
    return result;
  };
  function row(name, counts, cut, pieces) {
    return RD.el('tr', {}, [
      RD.el('td', {}, [RD.name(name)]),
      RD.el('td', {}, counts.map(function (count, at) { return RD.el('span', {}, [RD.el('span', { text: at ? ' + ' : '' }), RD.mark(count)]); })),
      RD.el('td', { 'class': 'number', text: cut === null ? '—' : RD.n(cut) }),
      RD.el('td', { 'class': 'number', text: pieces ? pieces.map(RD.n).join(' + ') : '—' })
    ]);
  }
  function sizes(found) { return found.halves.map(function (half) { return model.sum(half, 'h'); }); }
  /* The line, the nearest road and the plan under one another. */
  RD.lineTable = function () {
    var rows = [row(RD.t('line.own'), sizes(judged.found), judged.found.cut.length, judged.found.pieces)];
    if (judged.road) { rows.push(row(RD.t('line.road', { name: judged.road.name, metres: RD.n(judged.road.metres) }), sizes(judged.road.found), judged.road.found.cut.length, judged.road.found.pieces)); }
    var homes = planned(judged.community);
    rows.push(row(RD.t('line.plan', { name: model.plan.label }), homes.map(function (home) { return state.totals(home).households; }), 0, homes.map(state.draft.pieces)));
    return RD.el('table', { 'class': 'grid' }, [
      RD.el('thead', {}, [RD.el('tr', {}, ['line.way', 'line.sides', 'line.cuts', 'line.pieces'].map(function (key) { return RD.el('th', { scope: 'col', text: RD.t(key) }); }))]),
      RD.el('tbody', {}, rows)
    ]);
  };
  /* Take the smaller side as a new community, to be looked at and commented like any trial. */
  function adopt() {
    var list = state.selected, whole = [];
    list.forEach(function (at) { model.compound(at).forEach(function (other) { if (whole.indexOf(other) < 0) { whole.push(other); } }); });
    state.draft.assign(whole, state.draft.found(units.sub[whole[0]]));
  }
  RD.drawnPanel = function (home) {
    home.appendChild(RD.el('h3', { text: RD.t('line.title') }));
    home.appendChild(RD.button('line.load', function () { RD.pickFile('.kml,.geojson,.json', function (text) { RD.judgeLine(text); RD.show('edit'); }); }));
    if (result) { home.appendChild(RD.el('p', { 'class': 'note', text: result })); }
    if (judged) { home.appendChild(RD.lineTable()); home.appendChild(RD.button('line.adopt', adopt)); }
  };
})();

/* A line drawn by hand (GeoJSON or KML in the layers' own metres): what it would divide. */
'use strict';
(function () {
  var model = RD.model, state = RD.state, units = model.units;
  if (RD.data.public || !model.map) { return; }
  var result = '';
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
  RD.judgeLine = function (text) {
    try { state.drawn = corners(text); } catch (error) { result = RD.t('line.unreadable'); return result; }
    var community = homeOf(state.drawn), halves = [[], []], cut = [];
    if (community < 0) { result = RD.t('line.outside'); return result; }
    model.unitsOf(community, 'before').forEach(function (at) {
      var box = model.shapes[at].box;
      if (!model.shapes[at].rings.length) { return; }
      halves[side(state.drawn, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)].push(at);
      if (crossed(state.drawn, model.shapes[at])) { cut.push(model.compoundName(at)); }
    });
    result = RD.t('line.halves', { name: model.communityName(community), one: RD.n(model.sum(halves[0], 'h')), one_units: halves[0].length, two: RD.n(model.sum(halves[1], 'h')), two_units: halves[1].length }) +
      ' ' + (cut.length ? RD.t('line.cut', { names: cut.slice(0, 12).join(RD.t('comma')) }) : RD.t('line.no_cut'));
    state.selected = halves[0].length <= halves[1].length ? halves[0] : halves[1];
    RD.maps.redraw();
    return result;
  };
  RD.drawnPanel = function (home) {
    home.appendChild(RD.el('h3', { text: RD.t('line.title') }));
    home.appendChild(RD.button('line.load', function () { RD.pickFile('.kml,.geojson,.json', function (text) { RD.judgeLine(text); RD.show('edit'); }); }));
    if (result) { home.appendChild(RD.el('p', { 'class': 'note', text: result })); }
  };
})();

/* Names on the map: changed communities first, then offices, the others, roads, compounds. */
'use strict';
(function () {
  var model = RD.model, data = RD.data;

  function star(context, x, y, size) {
    context.beginPath();
    for (var i = 0; i < 10; i++) {
      var radius = i % 2 ? size * 0.42 : size, angle = Math.PI * (i / 5 - 0.5);
      context[i ? 'lineTo' : 'moveTo'](x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }
    context.closePath();
    context.lineWidth = 2.5; context.strokeStyle = '#fff'; context.stroke();
    context.fillStyle = '#a61b1b'; context.fill();
  }

  function offices(view, side, named) {
    if (!RD.LAYERS.offices || view.scale < 0.03) { return; }
    model.offices.forEach(function (office) {
      var home = model.communities[model.place[office.community]];
      if (side === 'before' && home && !home.before) { return; }
      var plain = !home || home.kind === 'untouched';
      if (plain && view.scale < 0.11) { return; }
      var x = view.x(office.at[0] * model.step), y = view.y(office.at[1] * model.step);
      if (x < 0 || y < 0 || x > view.width || y > view.height) { return; }
      if (!named) {
        star(view.context, x, y, view.scale > 0.2 ? 7.5 : (plain ? 4.2 : 5.5));
        view.labels.push([x - 7, y - 7, x + 7, y + 7]);
      } else if (view.scale > 0.45) { view.label([RD.short(office.name, 16)], x, y + 15, { size: 11, color: '#7a1414' }); }
    });
  }

  /* A community's name as short as the map needs it: what all have in common is left out. */
  RD.mapName = function (one, length) {
    var name = one.name.replace(/（新设(\d+)）$/, ' 新$1').replace(/^(.{2,})社区(?= 新\d|$)/, '$1');
    return RD.short(name, length);
  };

  /* A label that finds a free place near its spot; a thin line leads back to where it belongs. */
  var AROUND = [[0, 0], [0, -1], [0, 1], [1, 0], [-1, 0], [0.8, -0.8], [-0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]];
  function near(view, lines, x, y, style) {
    return [0, 20, 38, 60, 84].filter(function (away) { return away <= (style.reach || 84); }).some(function (away) {
      return AROUND.some(function (step) {
        if (!away !== !(step[0] || step[1])) { return false; }
        var px = x + step[0] * away * 1.5, py = y + step[1] * away;
        if (px < 30 || py < 16 || px > view.width - 30 || py > view.height - 16) { return false; }
        var before = view.labels.length, context = view.context;
        if (!view.fits(lines, px, py, style)) { return false; }
        if (away > 20 && !style.reach) {
          context.beginPath(); context.moveTo(x, y); context.lineTo(px, py);
          view.stroke('rgba(255,255,255,.9)', 2.6); context.beginPath(); context.moveTo(x, y); context.lineTo(px, py); view.stroke(style.color, 0.9);
        }
        return view.label(lines, px, py, style) && view.labels.length > before;
      });
    });
  }

  function communities(view, side, changed, state) {
    var shapes = side === 'before' ? model.before : model.after, spots = side === 'before' ? data.topology.before_spots : model.plan.spots;
    if (!changed && view.scale * model.breadth < 58) { return; }
    shapes.forEach(function (shape, at) {
      if (!shape.rings.length || !view.sees(shape.box) || model.matters(at, side) !== changed) { return; }
      var one = model.communities[at], room = (shape.box[2] - shape.box[0]) * view.scale;
      if (room < (changed ? 9 : 40)) { return; }
      var total = side === 'before' ? one.before.households : state.totals(at).households;
      var x = view.x(spots[at][0] * model.step), y = view.y(spots[at][1] * model.step);
      if (x < 0 || y < 0 || x > view.width || y > view.height) { return; }
      var style = { size: changed ? 12.5 : 11.5, bold: changed, color: changed ? (one.kind === 'set up' && side !== 'before' ? '#0b3f78' : '#10243c') : '#5c6166' };
      var lines = [RD.mapName(one, 12), RD.n(total) + RD.t('unit.households')];
      if (view.width < 520) { lines.pop(); style.size = 11; }
      if (changed) { near(view, lines, x, y, style); }
      else if (!view.label(lines, x, y, style)) { view.label([lines[0]], x, y, style); }
    });
  }

  function alongLine(view, one, name, style) {
    var flat = one.line, best = 0, at = -1;
    for (var i = 0; i + 3 < flat.length; i += 2) {
      var mx = view.x((flat[i] + flat[i + 2]) / 2), my = view.y((flat[i + 1] + flat[i + 3]) / 2);
      if (mx < 20 || my < 20 || mx > view.width - 20 || my > view.height - 20) { continue; }
      var length = Math.hypot(flat[i + 2] - flat[i], flat[i + 3] - flat[i + 1]);
      if (length > best) { best = length; at = i; }
    }
    var context = view.context;
    context.font = style.size + 'px ' + RD.FONT;
    var wide = context.measureText(name).width;
    if (at < 0 || best * view.scale < wide * style.need) { return false; }
    var x1 = view.x(flat[at]), y1 = view.y(flat[at + 1]), x2 = view.x(flat[at + 2]), y2 = view.y(flat[at + 3]);
    var angle = Math.atan2(y2 - y1, x2 - x1);
    if (angle > Math.PI / 2 || angle <= -Math.PI / 2) { angle += Math.PI; }
    var spot = free(view, x1, y1, x2, y2, wide, style.size, angle);
    if (!spot) { return false; }
    view.labels.push(spot.box);
    context.save(); context.translate(spot.x, spot.y); context.rotate(angle);
    context.textAlign = 'center'; context.textBaseline = 'middle'; context.lineJoin = 'round';
    context.lineWidth = 3; context.strokeStyle = style.halo; context.strokeText(name, 0, 0);
    context.fillStyle = style.color; context.fillText(name, 0, 0); context.restore();
    return true;
  }

  function free(view, x1, y1, x2, y2, wide, size, angle) {
    var half = wide / 2 + 2, across = Math.abs(Math.cos(angle)) * half + size / 2, down = Math.abs(Math.sin(angle)) * half + size / 2;
    var found = null;
    [0.5, 0.35, 0.65, 0.2, 0.8].some(function (share) {
      var x = x1 + (x2 - x1) * share, y = y1 + (y2 - y1) * share, box = [x - across, y - down, x + across, y + down];
      if (x < 10 || y < 10 || x > view.width - 10 || y > view.height - 10 || view.taken(box)) { return false; }
      found = { x: x, y: y, box: box };
      return true;
    });
    return found;
  }

  function streets(view, rows, facts, style) {
    var seen = {};
    rows.slice().sort(function (a, b) { return (facts[b.row].width || 0) - (facts[a.row].width || 0); }).forEach(function (one) {
      var name = facts[one.row].name;
      if (!name || seen[name] || !view.sees(one.box)) { return; }
      if (view.scale < 0.14 && (facts[one.row].width || 0) < 40) { return; }
      if (view.scale < 0.25 && (facts[one.row].width || 0) < 22) { return; }
      if (alongLine(view, one, RD.short(name, 12), style)) { seen[name] = true; }
    });
  }

  function compounds(view) {
    var units = model.units;
    if (!RD.LAYERS.units || view.scale * model.typical < 46) { return; }
    model.index.within(view.box).forEach(function (at) {
      var shape = model.shapes[at], room = (shape.box[2] - shape.box[0]) * view.scale;
      if (room < 46 || units.blank[at]) { return; }
      var x = view.x((shape.box[0] + shape.box[2]) / 2), y = view.y((shape.box[1] + shape.box[3]) / 2);
      var letters = Math.max(4, Math.floor(room / 11));
      view.label([RD.short(model.unitName(at), letters), units.h[at] === null ? '' : RD.n(units.h[at])], x, y, { size: 10.5, color: '#4b4b45', within: room });
    });
  }

  RD.inscribe = function (view, side, lines, state) {
    view.labels = view.labels || [];
    if (!RD.LAYERS.names) { offices(view, side); return; }
    offices(view, side);
    communities(view, side, true, state);
    offices(view, side, true);
    if (view.scale < 0.2 && !RD.dots(view)) { parents(view); }
    RD.overlays.forEach(function (one) {
      if (!RD.LAYERS[one.key]) { return; }
      one.shapes.forEach(function (shape, at) {
        if (shape.rings.length && view.sees(shape.box)) { view.label([RD.short(one.names[at], 12)], view.x(one.spots[at][0] * model.step), view.y(one.spots[at][1] * model.step), { size: 11, color: one.color }); }
      });
    });
    if (RD.LAYERS.roads && !RD.LAYERS.tiles) { streets(view, lines.roads, (data.lines.roads || {}).facts, { size: 10.5, color: '#75684c', halo: 'rgba(255,255,255,.85)', need: 1.1 }); }
    if (RD.LAYERS.water) { streets(view, lines.rivers, (data.lines.rivers || {}).facts, { size: 11.5, color: '#2b6c94', halo: 'rgba(235,245,250,.9)', need: 0.8 }); }
    if (RD.LAYERS.rails) { streets(view, lines.rails, (data.lines.railways || {}).facts, { size: 10.5, color: '#444', halo: 'rgba(255,255,255,.9)', need: 1 }); }
    communities(view, side, false, state);
    compounds(view);
  };

  function parents(view) {
    var spots = data.topology.subdistrict_spots;
    model.limits.forEach(function (shape, at) {
      if (!shape.rings.length || !view.sees(shape.box)) { return; }
      near(view, [model.subdistricts[at]], view.x(spots[at][0] * model.step), view.y(spots[at][1] * model.step), { size: 13, bold: true, color: '#6a5a2d', reach: Math.min(38, (shape.box[3] - shape.box[1]) * view.scale / 3) });
    });
  }
})();

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

  function offices(view, side) {
    if (!RD.LAYERS.offices || view.scale < 0.03) { return; }
    model.offices.forEach(function (office) {
      var home = model.communities[model.place[office.community]];
      if (side === 'before' && home && !home.before) { return; }
      var x = view.x(office.at[0] * model.step), y = view.y(office.at[1] * model.step);
      if (x < 0 || y < 0 || x > view.width || y > view.height) { return; }
      star(view.context, x, y, view.scale > 0.2 ? 7.5 : 5.5);
      view.labels.push([x - 7, y - 7, x + 7, y + 7]);
      if (view.scale > 0.45) { view.label([RD.short(office.name, 16)], x, y + 15, { size: 11, color: '#7a1414' }); }
    });
  }

  RD.tag = function (one, side) {
    if (side === 'before' || one.kind === 'untouched' || one.kind === 'abolished') { return ''; }
    return RD.t('tag.' + one.kind);
  };

  function communities(view, side, changed, state) {
    var shapes = side === 'before' ? model.before : model.after, spots = side === 'before' ? data.topology.before_spots : model.plan.spots;
    shapes.forEach(function (shape, at) {
      if (!shape.rings.length || !view.sees(shape.box) || model.changed(at) !== changed) { return; }
      var one = model.communities[at], room = (shape.box[2] - shape.box[0]) * view.scale;
      if (room < (changed ? 26 : 44)) { return; }
      var total = side === 'before' ? one.before.households : state.totals(at).households;
      var tag = RD.tag(one, side), name = RD.short(one.name, room > 120 ? 14 : 8);
      var x = view.x(spots[at][0] * model.step), y = view.y(spots[at][1] * model.step);
      var style = { size: changed ? 13 : 12, bold: changed, color: changed ? '#10243c' : '#5c6166', force: false };
      var second = RD.n(total) + RD.t('unit.households');
      if (!view.label([(tag ? tag + ' ' : '') + name, second], x, y, style)) { view.label([name], x, y, style); }
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
      if (view.scale < 0.06 && (facts[one.row].width || 0) < 30) { return; }
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
    if (RD.LAYERS.roads) { streets(view, lines.roads, (data.lines.roads || {}).facts, { size: 11, color: '#6d5f3f', halo: 'rgba(255,255,255,.9)', need: 1.1 }); }
    if (RD.LAYERS.water) { streets(view, lines.rivers, (data.lines.rivers || {}).facts, { size: 11.5, color: '#2b6c94', halo: 'rgba(235,245,250,.9)', need: 0.8 }); }
    if (RD.LAYERS.rails) { streets(view, lines.rails, (data.lines.railways || {}).facts, { size: 11, color: '#444', halo: 'rgba(255,255,255,.9)', need: 1 }); }
    communities(view, side, false, state);
    compounds(view);
    if (view.scale < 0.2) { parents(view); }
  };

  function parents(view) {
    var spots = data.topology.subdistrict_spots;
    model.limits.forEach(function (shape, at) {
      if (!shape.rings.length || !view.sees(shape.box)) { return; }
      view.label([model.subdistricts[at]], view.x(spots[at][0] * model.step), view.y(spots[at][1] * model.step), { size: 14, bold: true, color: '#6a5a2d' });
    });
  }
})();

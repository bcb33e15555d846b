/* How the map looks. Colours differ in lightness as well as hue; hatching says "moved" on grey paper. */
'use strict';
(function () {
  var model = RD.model, data = RD.data;
  var KIND = RD.KIND = {
    untouched: '#f4f3ee', 'set up': '#86b4dc', split: '#cde2f4', merged: '#bcdc9a', reshaped: '#f6dc9c', abolished: '#cdbbe0'
  };
  var VERDICT = RD.VERDICT = {
    fits: '#f4f3ee', split: '#f0a367', merge: '#b99bd6', 'merge, condition open': '#ddcdec', 'in pieces': '#a5d0c4', tolerated: '#f8ebbe', exception: '#b9bcc0'
  };
  RD.CHANGED = { 'set up': 1, split: 1, merged: 1, reshaped: 1, abolished: 1 };
  var LAYERS = RD.LAYERS = { units: true, roads: true, water: true, rails: true, offices: true, names: true, old: true };
  function facts(kind) { return data.lines && data.lines[kind] ? data.lines[kind].facts : []; }
  function runs(kind) { return data.lines && data.lines[kind] ? RD.lines(data.lines[kind].runs, model.step) : []; }
  var roads = runs('roads'), rivers = runs('rivers'), rails = runs('railways'), walls = runs('walls');
  var roadFacts = facts('roads'), riverFacts = facts('rivers');
  roadFacts.concat(riverFacts).forEach(function (one) { one.building = /在建|拟建|规划|plan|construct|building/i.test(one.state); });

  /* Areas of others, off until asked for: dotted outlines, each kind in its own colour. */
  var SHADES = ['#1f4fa3', '#a3401f', '#5a3a92', '#1d6b4f', '#7a5c00'];
  RD.overlays = (data.overlays || []).map(function (one, at) {
    var key = 'overlay.' + one.key;
    LAYERS[key] = false;
    return { key: key, label: one.label, names: one.names, spots: one.spots, color: SHADES[at % SHADES.length], shapes: RD.shapes(one.shapes) };
  });
  function overlays(view) {
    RD.overlays.forEach(function (one) {
      if (!LAYERS[one.key]) { return; }
      view.trace(one.shapes); view.stroke('rgba(255,255,255,.8)', 4);
      view.trace(one.shapes); view.stroke(one.color, 2, [2, 3]);
    });
  }

  /* Diagonal strokes: "/" into a new community, "\" into an existing one. */
  RD.hatch = function (context, kind) {
    var tile = document.createElement('canvas'), ratio = window.devicePixelRatio || 1, size = Math.round(8 * ratio);
    tile.width = tile.height = size;
    var pen = tile.getContext('2d');
    pen.strokeStyle = '#17375e'; pen.lineWidth = 1.15 * ratio;
    pen.beginPath();
    [-size, 0, size].forEach(function (shift) {
      if (kind === 'new') { pen.moveTo(shift, size); pen.lineTo(shift + size, 0); }
      else { pen.moveTo(shift, 0); pen.lineTo(shift + size, size); }
    });
    pen.stroke();
    var pattern = context.createPattern(tile, 'repeat');
    if (pattern.setTransform) { pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, 0, 0])); }
    return pattern;
  };

  function ground(view) {
    view.context.fillStyle = '#e9e8e2'; view.context.fillRect(0, 0, view.width, view.height);
    if (LAYERS.tiles) { RD.tiles(view); return; }
    view.trace(model.outside); view.fill('#e2e4d6');
    view.trace(model.limits); view.fill('#ffffff');
  }

  function fillBy(view, shapes, color) {
    var groups = {};
    shapes.forEach(function (shape, at) {
      if (!shape.rings.length) { return; }
      var style = color(at);
      if (style) { (groups[style] = groups[style] || []).push(shape); }
    });
    Object.keys(groups).forEach(function (style) { view.trace(groups[style]); view.fill(style); });
  }

  function water(view) {
    if (!LAYERS.water) { return; }
    rivers.forEach(function (one) {
      if (!view.sees(one.box)) { return; }
      view.context.beginPath(); view.run(one.line);
      view.stroke('#a9cfe6', Math.max(1.5, (riverFacts[one.row].width || 10) * view.scale));
    });
  }

  function streets(view) {
    if (!LAYERS.roads) { return; }
    var facts = roadFacts;
    var seen = roads.filter(function (one) {
      var width = facts[one.row].width || 8;
      return view.sees(one.box) && (width >= 30 || width * view.scale > 0.9 || view.scale > 0.12);
    }).sort(function (a, b) { return (facts[a.row].width || 8) - (facts[b.row].width || 8); });
    [['#b9b4a8', 1.4], ['#ffffff', 0]].forEach(function (pass) {
      seen.forEach(function (one) {
        var width = Math.max((facts[one.row].width || 8) * 0.7 * view.scale, (facts[one.row].width || 8) >= 30 ? 2 : 0.8);
        view.context.beginPath(); view.run(one.line);
        view.stroke(pass[0], width + pass[1], facts[one.row].building ? [6, 4] : null);
      });
    });
  }

  function railways(view) {
    if (LAYERS.rails) {
      rails.forEach(function (one) {
        if (!view.sees(one.box)) { return; }
        view.context.beginPath(); view.run(one.line); view.stroke('#4a4a4a', 3);
        view.context.beginPath(); view.run(one.line); view.stroke('#ffffff', 1.6, [7, 7]);
      });
    }
    if (LAYERS.roads) {
      walls.forEach(function (one) {
        if (view.sees(one.box)) { view.context.beginPath(); view.run(one.line); view.stroke('#8a7f6a', 1.2, [2, 2]); }
      });
    }
  }

  /* Units: outlines once they are large enough, hatching for those that move. */
  function pieces(view, assigned) {
    if (LAYERS.units && view.scale * RD.model.typical > 5) {
      view.trace(model.shapes); view.stroke('rgba(90,90,80,.42)', 0.6);
    }
    ['new', 'old'].forEach(function (kind) {
      view.trace(model.shapes, function (at) {
        var to = assigned(at), from = model.units.before[at];
        return from >= 0 && to >= 0 && to !== from && ((model.communities[to].kind === 'set up') === (kind === 'new'));
      });
      view.fill(RD.hatch(view.context, kind));
    });
  }

  /* How broad a ring is, about: twice its area by its length. */
  function breadth(ring) {
    var area = 0, length = 0, last = ring.length - 2;
    for (var i = 0; i < last; i += 2) {
      area += ring[i] * ring[i + 3] - ring[i + 2] * ring[i + 1];
      length += Math.hypot(ring[i + 2] - ring[i], ring[i + 3] - ring[i + 1]);
    }
    area += ring[last] * ring[1] - ring[0] * ring[last + 1];
    length += Math.hypot(ring[0] - ring[last], ring[1] - ring[last + 1]);
    return length ? Math.abs(area) / length : 0;
  }

  function limits(view, side) {
    /* Rings of a few pixels would be blots. */
    function larger(shapes, least) {
      return shapes.map(function (shape) {
        shape.breadths = shape.breadths || shape.rings.map(breadth);
        return { box: shape.box, rings: shape.rings.filter(function (ring, at) { return shape.breadths[at] * view.scale > least; }) };
      });
    }
    if (side !== 'before' && LAYERS.old) {
      view.trace(larger(model.before, 6), model.changed); view.stroke('#8c2d19', 2, [7, 5]);
    }
    var shapes = larger(side === 'before' ? model.before : model.after, 6);
    view.trace(shapes); view.stroke('rgba(255,255,255,.9)', 3.6);
    view.trace(shapes, function (at) { return !model.changed(at); }); view.stroke('#8d918f', 1.1);
    view.trace(shapes, model.changed); view.stroke('#1c2f45', 1.9);
    var parents = larger(model.limits, 12);
    view.trace(parents); view.stroke('rgba(255,255,255,.85)', 5);
    view.trace(parents); view.stroke('#33302a', 2.6, [12, 4, 2.5, 4]);
  }

  function mark(view, list, style, width) {
    if (list.length) {
      view.trace(list.map(function (at) { return model.shapes[at]; }));
      view.stroke('#ffffff', width + 2.5); view.stroke(style, width);
    }
  }

  /* Everything, from the ground up. side: 'before' or 'after'; draft: the reader's own changes. */
  RD.paint = function (view, side, state) {
    var draft = state.draft;
    ground(view);
    if (LAYERS.tiles) { view.context.globalAlpha = 0.5; }
    fillBy(view, side === 'before' ? model.before : model.after, function (at) {
      var one = model.communities[at];
      if (LAYERS.tiles && one.kind === 'untouched' && (side !== 'before' || one.verdict === 'fits')) { return null; }
      if (side !== 'before') { return KIND[one.kind]; }
      return data.public ? KIND[one.kind] : (VERDICT[one.verdict] || KIND.untouched);
    });
    if (draft && side === 'after') {
      fillBy(view, model.shapes, function (at) { return draft.isChanged(at) ? RD.draftColor(draft.assigned(at)) : null; });
    }
    if (state.sensitive) { view.trace(model.shapes, function (at) { return model.units.blank[at]; }); view.fill('#e4e4e4'); }
    view.context.globalAlpha = 1;
    if (!LAYERS.tiles) { water(view); streets(view); railways(view); }
    pieces(view, side === 'after' && draft ? draft.assigned : function (at) { return model.units.after[at]; });
    limits(view, side); overlays(view);
    RD.inscribe(view, side, { roads: roads, rivers: rivers, rails: rails }, state);
  };

  /* What the reader points at, over everything else. */
  RD.point = function (view, side, state) {
    var draft = state.draft;
    mark(view, state.locked || [], '#6b3fa0', 1.6);
    mark(view, draft && side === 'after' ? draft.changedUnits() : [], '#c2410c', 2);
    mark(view, state.selected || [], '#0b63c5', (state.selected || []).length > 6 ? 1.3 : 2.6);
    mark(view, state.spot || [], '#10243c', 1.4);
    if (state.focus >= 0) { focus(view, side, state.focus); }
    if (state.lasso || state.drawn) {
      view.context.beginPath();
      [state.lasso, state.drawn].forEach(function (flat) { if (flat && flat.length > 1) { view.run(flat); } });
      view.stroke('#b0007a', 3, [9, 4]);
    }
  };

  function focus(view, side, community) {
    var shapes = side === 'before' ? model.before : model.after;
    if (shapes[community] && shapes[community].rings.length) {
      view.trace([shapes[community]]); view.stroke('#ffffff', 6); view.stroke('#0b63c5', 3.4);
    }
  }

  RD.draftColor = function (community) {
    var shades = ['#f7c59f', '#f2b5c4', '#c8c2ee', '#b8e0d8', '#e6d3a3', '#d5e8b0'];
    return shades[community % shades.length];
  };
})();

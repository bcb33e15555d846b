/* The maps: before, after, side by side with linked movement or with a curtain to swipe. */
'use strict';
(function () {
  var model = RD.model, state = RD.state, after = window.map_main, before = null, curtain = null;
  RD.maps = { after: after, redraw: function () {}, mark: function () {}, zoom: function () {}, keep: function () {}, show: function () {}, fit: function () {}, resize: function () {} };
  var home = RD.id('maps'), pane = RD.id('map_main');
  home.appendChild(pane);
  if (!model.map) {
    pane.parentNode.removeChild(pane); RD.id('stage').classList.add('mapless');
    home.appendChild(RD.el('p', { 'class': 'none', text: RD.t('map.none') }));
    return;
  }
  after.setMinZoom(-9); after.setMaxZoom(4);
  function layer(map, side) {
    var scene = new RD.Scene(function (view) { RD.paint(view, side(), state); }, function (view) { RD.point(view, side(), state); });
    map.addLayer(scene);
    return scene;
  }
  var scenes = [layer(after, function () { return state.side === 'before' ? 'before' : 'after'; })];

  function box(bounds) { return L.latLngBounds([bounds[1], bounds[0]], [bounds[3], bounds[2]]); }
  RD.maps.redraw = function () { scenes.forEach(function (scene) { scene.renew(false); }); };
  RD.maps.mark = function () { scenes.forEach(function (scene) { scene.renew(true); }); };
  /* Until the reader moves the map it stays on what changes, whatever room it has. */
  var moved = false, goal = null;
  function letGo() { moved = true; goal = null; }
  function watch(node) { ['mousedown', 'wheel', 'touchstart', 'keydown'].forEach(function (name) { node.addEventListener(name, letGo, { passive: true }); }); }
  watch(pane);
  /* Pixels of the map that legend and card cover, from the right and from below. */
  function covered() {
    var all = home.getBoundingClientRect(), card = RD.id('card'), legend = RD.id('legend'), right = 0, foot = 0;
    if (legend) { foot = Math.max(0, Math.min(90, all.bottom - legend.getBoundingClientRect().top)); }
    if (card.classList.contains('open')) {
      var over = card.getBoundingClientRect();
      if (over.width < all.width * 0.8) { right = Math.max(0, all.right - over.left); } else { foot = Math.max(foot, all.bottom - over.top); }
    }
    return { right: Math.min(right, all.width * 0.6), foot: Math.min(foot, all.height * 0.7) };
  }
  RD.maps.fit = function (whole) {
    moved = whole === true; goal = null;
    after.fitBounds(box(whole === true ? model.extent : model.scope()), { animate: false, paddingTopLeft: [16, 16], paddingBottomRight: [16, 16 + covered().foot] });
  };
  /* A tight stage hides its layers behind a button; on a narrow one, as under two maps, the card comes from below. */
  function forms() {
    var stage = RD.id('stage'), wide = stage.offsetWidth;
    stage.classList.toggle('narrow', wide < 760); stage.classList.toggle('tight', wide < 1040); stage.classList.toggle('below', wide < 760 || state.side === 'both');
  }
  RD.maps.resize = function () {
    forms(); after.invalidateSize({ animate: false });
    if (before) { before.invalidateSize({ animate: false }); }
    aim();
  };
  /* Stay on what the page showed last until the reader moves the map. */
  function aim() { if (goal) { RD.maps.zoom(goal); } else if (!moved) { RD.maps.fit(); } }
  RD.maps.zoom = function (bounds) {
    if (!bounds) { return; }
    moved = true; goal = bounds;
    var pad = Math.max(60, (bounds[2] - bounds[0]) * 0.25), off = covered();
    after.fitBounds(box([bounds[0] - pad, bounds[1] - pad, bounds[2] + pad, bounds[3] + pad]), { animate: false, maxZoom: 0, paddingBottomRight: [state.side === 'both' ? 0 : off.right, off.foot + 6] });
  };
  /* Move the map just as far as a place needs to be seen. */
  RD.maps.keep = function (bounds) {
    var off = covered();
    moved = true;
    after.panInside(box(bounds).getCenter(), { animate: false, paddingTopLeft: [60, 60], paddingBottomRight: [60 + off.right, 60 + off.foot] });
  };

  function paired() { return state.side === 'both' || state.side === 'swipe'; }
  function link(one, other) {
    var busy = false;
    function follow(from, to) {
      return function () {
        if (busy || !paired()) { return; }
        busy = true; to.setView(from.getCenter(), from.getZoom(), { animate: false }); busy = false;
      };
    }
    one.on('move', follow(one, other)); other.on('move', follow(other, one));
  }
  function second() {
    var node = RD.el('div', { id: 'map_before', 'class': 'folium-map' });
    home.insertBefore(node, pane);
    before = L.map(node, { crs: L.CRS.Simple, zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5, fadeAnimation: false, minZoom: -9, maxZoom: 4 });
    before.setView(after.getCenter(), after.getZoom());
    scenes.push(layer(before, function () { return 'before'; }));
    link(after, before); listen(before, function () { return 'before'; });
    watch(node); RD.keys(before); curtain = RD.swipe(home, pane);
    home.appendChild(RD.el('span', { id: 'label_before', 'class': 'side-label', text: RD.t('side.before') }));
    home.appendChild(RD.el('span', { id: 'label_after', 'class': 'side-label', text: RD.t('side.after') }));
  }
  RD.maps.show = function (side) {
    state.side = side;
    home.classList.toggle('both', side === 'both'); home.classList.toggle('swipe', side === 'swipe');
    if (paired() && !before) { second(); }
    if (curtain) { curtain.renew(); }
    forms();
    after.invalidateSize({ animate: false });
    if (before) { before.invalidateSize({ animate: false }); before.setView(after.getCenter(), after.getZoom(), { animate: false }); }
    RD.emit('side'); aim();
    scenes.forEach(function (scene) { scene._update(); });
  };

  function hit(event) { var found = model.index.hit(event.latlng.lng, event.latlng.lat); return found.length ? found[0] : -1; }
  function under(event, side) {
    var shapes = side === 'before' ? model.before : model.after;
    for (var at = 0; at < shapes.length; at++) { if (RD.inside(shapes[at], event.latlng.lng, event.latlng.lat)) { return at; } }
    return -1;
  }
  function place(event, side) {
    var at = hit(event);
    if (at >= 0 && RD.data.public && model.units.blank[at]) { at = -1; }
    return { unit: at, community: at >= 0 ? (side === 'before' ? model.units.before[at] : state.draft.assigned(at)) : under(event, side), x: event.latlng.lng, y: event.latlng.lat, keep: event.originalEvent.ctrlKey || event.originalEvent.shiftKey };
  }
  function listen(map, side) {
    var tip = RD.id('tip'), waiting = null;
    map.on('click', function (event) {
      tip.classList.remove('open');
      var dot = RD.dotAt(event.latlng.lng, event.latlng.lat, Math.pow(2, map.getZoom()));
      if (dot) { RD.maps.zoom(dot.box); } else { RD.emit('pick', place(event, side())); }
    });
    map.on('mousemove', function (event) {
      if (waiting) { return; }
      waiting = requestAnimationFrame(function () { waiting = null; hover(tip, event, place(event, side()), side()); });
    });
    map.on('mouseout', function () { tip.classList.remove('open'); });
  }
  function hover(tip, event, spot, side) {
    var lines = [];
    if (spot.unit >= 0) {
      lines.push(RD.el('b', {}, [RD.name(model.compoundName(spot.unit))]));
      lines.push(RD.el('span', { text: RD.n(RD.data.units.h[spot.unit]) + RD.t('unit.households') }));
    }
    if (spot.community >= 0) {
      var one = model.communities[spot.community], size = side === 'before' ? one.before : state.totals(spot.community);
      lines.push(RD.el('span', {}, [RD.name(one.name), RD.el('span', { text: '  ' + RD.n(size && size.households) + RD.t('unit.households') })]));
      if (side !== 'before') { lines.push(RD.el('span', { text: RD.t('kind.' + one.kind) })); }
    }
    RD.clear(tip); lines.forEach(function (line) { tip.appendChild(line); });
    var mouse = event.originalEvent, stage = RD.id('stage').getBoundingClientRect();
    tip.classList.toggle('open', lines.length > 0);
    tip.style.left = Math.min(stage.width - 190, mouse.clientX - stage.left + 14) + 'px';
    tip.style.top = Math.min(stage.height - 80, mouse.clientY - stage.top + 14) + 'px';
  }
  listen(after, function () { return state.side === 'before' ? 'before' : 'after'; });
  var whole = L.control({ position: 'topright' });
  whole.onAdd = function () {
    var home = RD.el('div', { 'class': 'leaflet-bar whole' }, [RD.el('button', { type: 'button', text: '⤢', title: RD.t('map.whole'), 'aria-label': RD.t('map.whole'), on: { click: function () { RD.maps.fit(!moved || after.getZoom() > after.getBoundsZoom(box(model.extent)) + 0.1); } } })]);
    L.DomEvent.disableClickPropagation(home);
    return home;
  };
  L.control.zoom({ position: 'topright', zoomInTitle: RD.t('map.in'), zoomOutTitle: RD.t('map.out') }).addTo(after);
  whole.addTo(after);
  if (RD.data.schematic) { home.appendChild(RD.el('p', { 'class': 'schematic', text: RD.t('map.schematic') })); }
  else { L.control.scale({ imperial: false, maxWidth: 140, position: 'bottomright' }).addTo(after); }
  var north = RD.svg('svg', { viewBox: '0 0 24 34', width: 24, height: 34, 'class': 'north', role: 'img', 'aria-label': RD.t('map.north') }, [
    RD.svg('path', { d: 'M12 2 L19 24 L12 20 L5 24 Z', fill: '#1c2f45' }), RD.svg('text', { x: 12, y: 33, 'text-anchor': 'middle', 'font-size': 9, fill: '#1c2f45', text: RD.t('map.north_letter') })
  ]);
  if (!RD.data.schematic) { home.appendChild(north); }
  /* Buttons and scale belong to both maps: no curtain may cover them. */
  var controls = pane.querySelector('.leaflet-control-container');
  home.appendChild(controls); controls.querySelector('.leaflet-control-zoom').addEventListener('click', letGo, true);
  if (L.Browser.touch) { home.classList.add('leaflet-touch'); }
  RD.maps.fit();
  RD.on('draft', RD.maps.redraw);
  window.addEventListener('resize', RD.maps.resize);
  RD.on('plan', function () { if (!moved) { RD.maps.fit(); } });
})();

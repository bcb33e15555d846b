/* The map by keys: Enter takes the compound in the middle, arrows go on to the next one, Escape lets go. */
'use strict';
(function () {
  var model = RD.model, state = RD.state;
  if (!model.map) { return; }
  /* A click focuses the map, too; how it is used by keys is told to those who use keys. */
  function pointed(yes) { return function () { document.body.classList.toggle('pointed', yes); }; }
  ['mousedown', 'touchstart'].forEach(function (name) { document.addEventListener(name, pointed(true), true); });
  document.addEventListener('keydown', pointed(false), true);
  var WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  function middle(box) { return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]; }
  function open(at) { return !(RD.data.public && model.units.blank[at]); }

  /* The compound that follows in a direction: near, and not much aside. */
  function next(list, way) {
    var box = model.boxOfUnits(list), from = middle(box), reach = 300, best = -1, least = Infinity;
    for (; best < 0 && reach < 20000; reach *= 3) {
      model.index.within([box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach]).forEach(function (at) {
        if (list.indexOf(at) >= 0 || !open(at)) { return; }
        var to = middle(model.shapes[at].box), x = to[0] - from[0], y = to[1] - from[1];
        var along = x * way[0] + y * way[1], aside = Math.abs(x * way[1]) + Math.abs(y * way[0]);
        if (along > 1 && aside <= along && along + 2 * aside < least) { least = along + 2 * aside; best = at; }
      });
    }
    return best;
  }
  function nearest(map) {
    var spot = map.getCenter(), found = model.index.hit(spot.lng, spot.lat).filter(open), reach = 100;
    for (; !found.length && reach < 20000; reach *= 3) {
      found = model.index.within([spot.lng - reach, spot.lat - reach, spot.lng + reach, spot.lat + reach]).filter(open);
    }
    return found.length ? found[0] : -1;
  }
  /* While a tool is in use the keys only stand on a compound; Enter is the click. */
  function stand(at) { state.spot = model.compound(at); RD.maps.mark(); RD.maps.keep(model.boxOfUnits(state.spot)); }
  function take(at) {
    if (at < 0) { return; }
    if (!state.tool) { RD.showUnit(at); RD.maps.keep(model.boxOfUnits(model.compound(at))); return; }
    var spot = middle(model.shapes[at].box);
    stand(at); state.tool({ unit: at, community: state.draft.assigned(at), x: spot[0], y: spot[1] });
  }
  RD.keys = function (map) {
    var node = map.getContainer();
    node.setAttribute('role', 'application'); node.setAttribute('aria-label', RD.t('map.keys'));
    node.addEventListener('keydown', function (event) {
      if (event.target !== node || event.altKey || event.ctrlKey || event.metaKey) { return; }
      var way = WAYS[event.key], chosen = (state.tool ? state.spot : state.selected) || [];
      if (event.key === 'Enter' || event.key === ' ') {
        if (!chosen.length) { take(nearest(map)); } else if (state.tool) { take(chosen[0]); } else { RD.enterCard(); }
      } else if (way && chosen.length && !event.shiftKey) {
        var to = next(chosen, way);
        if (to >= 0 && state.tool) { stand(to); } else { take(to); }
      } else if (event.key === 'Escape' && (chosen.length || state.focus >= 0)) {
        RD.close();
      } else { return; }
      event.preventDefault(); event.stopPropagation();
    }, true);
  };
  RD.keys(RD.maps.after);
  RD.id('maps').appendChild(RD.el('p', { id: 'keys', 'aria-hidden': 'true', text: RD.t('map.keys') }));
})();

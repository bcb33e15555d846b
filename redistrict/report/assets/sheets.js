/* Sheets for the meeting: A3 per street office, A4 per community, drawn for paper. */
'use strict';
(function () {
  var model = RD.model, state = RD.state;
  function picture(box, wide, high, side) {
    var ratio = 3, canvas = RD.el('canvas', { width: wide * ratio, height: high * ratio });
    canvas.style.width = wide + 'px'; canvas.style.height = high + 'px';
    var context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    var scale = Math.min(wide / (box[2] - box[0] || 1), high / (box[3] - box[1] || 1)) * 0.94;
    var dx = wide / 2 - (box[0] + box[2]) / 2 * scale, dy = high / 2 + (box[1] + box[3]) / 2 * scale;
    RD.paint(new RD.View(context, scale, dx, dy, wide, high), side, { draft: state.draft, totals: state.totals, selected: [], locked: [], focus: -1 });
    furniture(context, wide, high, scale);
    return canvas;
  }
  function furniture(context, wide, high, scale) {
    if (RD.data.schematic) {
      context.fillStyle = '#000'; context.font = '11px ' + RD.FONT; context.textAlign = 'right';
      context.fillText(RD.t('map.schematic'), wide - 10, high - 12);
      return;
    }
    var metres = [50, 100, 200, 500, 1000, 2000, 5000].filter(function (m) { return m * scale < 160; }).pop() || 50, length = metres * scale;
    context.fillStyle = 'rgba(255,255,255,.9)'; context.fillRect(wide - length - 24, high - 30, length + 18, 24);
    context.fillStyle = '#000'; context.fillRect(wide - length - 15, high - 13, length, 3);
    context.font = '11px ' + RD.FONT; context.textAlign = 'center'; context.fillText(metres + ' m', wide - length / 2 - 15, high - 21);
    context.beginPath(); context.moveTo(wide - 20, 10); context.lineTo(wide - 13, 34); context.lineTo(wide - 20, 29); context.lineTo(wide - 27, 34); context.closePath(); context.fill();
    context.fillText(RD.t('map.north_letter'), wide - 20, 45);
  }
  function row(cells, tag) { return RD.el('tr', {}, cells.map(function (text, at) { return RD.el(tag || 'td', { 'class': at > 1 ? 'number' : '' }, [RD.name(text)]); })); }
  function table(list) {
    return RD.el('table', { 'class': 'grid' }, [RD.el('thead', {}, [row([RD.t('column.name'), RD.t('column.change'), RD.t('column.before'), RD.t('column.after')], 'th')]), RD.el('tbody', {}, list.map(function (at) {
      var one = model.communities[at];
      return row([one.name, RD.t('kind.' + one.kind), RD.n(one.before && one.before.households), one.kind === 'abolished' ? '—' : RD.n(state.totals(at).households)]);
    }))]);
  }
  function moves(list, broad) {
    var found = RD.moves().filter(function (one) { return list.indexOf(one.from) >= 0 || list.indexOf(one.to) >= 0; }).slice(0, 14);
    if (!found.length) { return null; }
    return RD.el('table', { 'class': 'grid' }, [RD.el('thead', {}, [row([RD.t('sheet.from'), RD.t('sheet.to'), RD.t('fact.compounds'), RD.t('fact.households')], 'th')]), RD.el('tbody', {}, found.reduce(function (rows, one) {
      return rows.concat([row([model.communityName(one.from), model.communityName(one.to), RD.n(one.compounds), RD.n(one.households)]), RD.el('tr', {}, [RD.el('td', { colspan: 4, 'class': 'names' }, [RD.name(RD.names(one, broad ? 24 : 10))])])]);
    }, []))]);
  }
  /* Why, and where the offices stand: what a meeting asks next. */
  function told(list) {
    function lines(key, texts) { return texts.length ? RD.el('div', { 'class': 'told' }, [RD.el('h3', { text: RD.t(key) })].concat(texts.map(function (text) { return RD.el('p', {}, [RD.name(text)]); }))) : null; }
    var ids = list.map(function (at) { return model.communities[at].id; });
    var why = list.map(function (at) { return model.communities[at]; }).filter(function (one) { return one.cause && one.kind !== 'set up'; }).map(function (one) { return one.name + RD.t('colon') + one.cause; });
    var offices = model.plan.minute.filter(function (part) { return part.key === 'office'; }).reduce(function (all, part) { return all.concat(part.lines); }, []).filter(function (one) { return ids.indexOf(one.community) >= 0; }).map(function (one) { return one.text; });
    return [why.length ? lines('sheet.why', why) : null, lines('part.office', offices)];
  }
  function sheet(title, box, list, broad) {
    var wide = broad ? 1010 : 690, high = broad ? 900 : 590;
    return RD.el('section', { 'class': 'sheet' + (broad ? ' a3' : '') }, [
      RD.el('h2', {}, [RD.name(RD.data.statement.title + ' · ' + title)].concat(RD.badges())),
      RD.el('div', { 'class': 'body' }, [
        model.map && box ? picture(box, wide, high, 'after') : null,
        RD.el('div', { 'class': 'side' }, [RD.el('div', {}, model.map ? RD.legend.entries('after') : []), table(list.slice(0, broad ? 32 : 14)), list.length > (broad ? 32 : 14) ? RD.el('p', { text: RD.t('sheet.rest', { count: list.length - (broad ? 32 : 14) }) }) : null, moves(list, broad)].concat(told(list)))
      ]),
      RD.el('div', { 'class': 'end', text: [model.plan.label, RD.stamp(), RD.version(), RD.marks(), state.draft.count() ? RD.t('sheet.tried') : ''].join('  ') })
    ]);
  }
  function of(sub) { return model.communities.map(function (one, at) { return at; }).filter(function (at) { return model.communities[at].sub === sub; }).sort(function (a, b) { return (model.communities[a].kind === 'untouched') - (model.communities[b].kind === 'untouched') || a - b; }); }
  function boxOf(sub) { return model.limits[sub] && model.limits[sub].rings.length ? model.limits[sub].box : null; }
  function print(nodes) {
    var home = RD.clear(RD.id('sheets'));
    nodes.forEach(function (node) { home.appendChild(node); });
    document.body.classList.add('sheets');
    if (!RD.quiet) { window.print(); }
  }
  /* The first minute on paper has its map after the sentence. */
  window.addEventListener('beforeprint', function () {
    var panel = RD.id('panel'), lead = panel.querySelector('.figures');
    if (document.body.classList.contains('sheets') || !model.map || !lead) { return; }
    panel.insertBefore(RD.el('div', { 'class': 'paper' }, [picture(model.scope(), 980, 330, state.side === 'before' ? 'before' : 'after'), RD.el('div', {}, RD.legend.entries(state.side === 'before' ? 'before' : 'after'))]), lead.nextSibling);
  });
  window.addEventListener('afterprint', function () { Array.prototype.forEach.call(document.querySelectorAll('.paper'), function (node) { node.parentNode.removeChild(node); }); });
  window.addEventListener('afterprint', function () { document.body.classList.remove('sheets'); RD.clear(RD.id('sheets')); });
  RD.sheets = {
    street: function (subs) { print(subs.map(function (sub) { return sheet(model.subdistricts[sub], boxOf(sub), of(sub), true); })); },
    community: function (list) {
      print(list.map(function (at) {
        var box = model.boxOf(at), pad = box ? (box[2] - box[0]) * 0.3 : 0, beside = of(model.communities[at].sub).filter(function (other) { return RD.moves().some(function (one) { return (one.from === at && one.to === other) || (one.to === at && one.from === other); }); });
        return sheet(model.communityName(at), box && [box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad], [at].concat(beside.filter(function (other) { return other !== at; })), false);
      }));
    }
  };
  RD.views.print = function (home) {
    home.appendChild(RD.el('h3', { text: RD.t('sheet.page') }));
    home.appendChild(RD.button('sheet.page_print', function () { RD.show('overview'); window.print(); }));
    home.appendChild(RD.el('h3', { text: RD.t('sheet.street') }));
    model.subdistricts.forEach(function (name, sub) {
      home.appendChild(RD.el('button', { type: 'button', 'class': 'button', on: { click: function () { RD.sheets.street([sub]); } } }, [RD.name(name)]));
    });
    home.appendChild(RD.button('sheet.all', function () { RD.sheets.street(model.subdistricts.map(function (name, sub) { return sub; })); }, 'main'));
    home.appendChild(RD.el('h3', { text: RD.t('sheet.community') }));
    var changed = model.communities.map(function (one, at) { return at; }).filter(function (at) { return model.changed(at) && model.communities[at].kind !== 'abolished'; });
    changed.forEach(function (at) { home.appendChild(RD.el('button', { type: 'button', 'class': 'button', on: { click: function () { RD.sheets.community([at]); } } }, [RD.name(model.communityName(at))])); });
    if (changed.length) { home.appendChild(RD.button('sheet.all', function () { RD.sheets.community(changed); }, 'main')); }
    home.appendChild(RD.el('p', { 'class': 'hint', text: RD.t('sheet.hint') }));
  };
})();

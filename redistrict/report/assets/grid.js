/* All communities in one table: sorts, filters, zooms. */
'use strict';
(function () {
  var model = RD.model, state = RD.state;
  var sorted = { key: 'change', turn: 1 }, only = 'changed', sub = -1;
  function of(one, side, key) { return side ? side[key] : null; }
  var COLUMNS = [
    { key: 'sub', value: function (one) { return model.subdistricts[one.sub]; } },
    { key: 'name', value: function (one) { return one.name; } },
    { key: 'change', value: function (one) { return RD.t('kind.' + one.kind); }, rank: function (one) { return Object.keys(RD.KIND).indexOf(one.kind) || 99; } },
    { key: 'before', number: true, value: function (one) { return of(one, one.before, 'households'); } },
    { key: 'after', number: true, value: function (one, at) { return one.kind === 'abolished' ? null : state.totals(at).households; } },
    { key: 'people', number: true, value: function (one, at) { return one.kind === 'abolished' ? null : state.totals(at).population; } },
    { key: 'verdict', value: function (one) { return one.verdict ? RD.t('verdict.' + one.verdict) : ''; } },
    { key: 'cause', value: function (one) { return one.cause || one.reason || ''; } }
  ];
  function columns() { return RD.data.public ? COLUMNS.slice(0, 6) : COLUMNS; }

  function rows() {
    var column = columns().filter(function (one) { return one.key === sorted.key; })[0] || COLUMNS[1];
    var read = column.rank || column.value;
    return model.communities.map(function (one, at) { return { one: one, at: at, by: read(one, at) }; })
      .filter(function (row) { return (only === 'all' || row.one.kind !== 'untouched') && (sub < 0 || row.one.sub === sub); })
      .sort(function (a, b) {
        if (a.by === b.by) { return a.at - b.at; }
        if (a.by === null) { return 1; }
        if (b.by === null) { return -1; }
        return sorted.turn * (typeof a.by === 'string' ? a.by.localeCompare(b.by, RD.data.language) : a.by - b.by);
      });
  }
  function cell(column, row) {
    var value = column.value(row.one, row.at);
    if (column.key === 'name') { return RD.el('td', { 'class': 'who' }, [RD.el('button', { type: 'button', 'class': 'link', on: { click: function () { RD.showCommunity(row.at, true); } } }, [RD.name(value)])]); }
    if (column.key === 'after' || column.key === 'before') { return RD.el('td', { 'class': column.key + ' number' }, [value === null || value === undefined ? RD.el('span', { text: '—' }) : RD.mark(value)]); }
    return RD.el('td', { 'class': column.key + (column.number ? ' number' : '') }, [column.number ? RD.el('span', { text: RD.n(value) }) : RD.name(value)]);
  }
  RD.grid = function () {
    return RD.el('table', { 'class': 'grid all' }, [
      RD.el('thead', {}, [RD.el('tr', {}, columns().map(function (column) {
        var mark = sorted.key === column.key ? (sorted.turn > 0 ? ' ▲' : ' ▼') : '';
        return RD.el('th', { scope: 'col', 'class': column.key, 'aria-sort': mark ? (sorted.turn > 0 ? 'ascending' : 'descending') : 'none' }, [
          RD.el('button', { type: 'button', text: RD.t('column.' + column.key) + mark, on: { click: function () {
            sorted = { key: column.key, turn: sorted.key === column.key ? -sorted.turn : 1 }; RD.show('table');
          } } })
        ]);
      }))]),
      RD.el('tbody', {}, rows().map(function (row) { return RD.el('tr', { 'class': row.one.kind === 'untouched' ? '' : 'changed' }, columns().map(function (column) { return cell(column, row); })); }))
    ]);
  };
  function choice(options, value, action) {
    var box = RD.el('select', { on: { change: function () { action(box.value); RD.show('table'); } } }, options.map(function (pair) { return RD.el('option', { value: pair[0], text: pair[1], selected: String(pair[0]) === String(value) }); }));
    return box;
  }
  RD.views.table = function (home) {
    home.appendChild(RD.el('div', { 'class': 'filters' }, [
      choice([['changed', RD.t('filter.changed')], ['all', RD.t('filter.all')]], only, function (value) { only = value; }),
      choice([[-1, RD.t('filter.subdistricts')]].concat(model.subdistricts.map(function (name, at) { return [at, name]; })), sub, function (value) { sub = Number(value); }),
      RD.el('span', { 'class': 'hint', text: RD.data.public ? '' : RD.t('band', { min: RD.n(model.rules.min), max: RD.n(model.rules.max) }) })
    ]));
    home.appendChild(RD.grid());
  };
})();

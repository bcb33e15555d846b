/* An optional base map from a server, off until asked for; only in pages made for it. */
'use strict';
(function () {
  var data = RD.data, images = {}, WORLD = 40075016.68557849, MOST = 60;
  RD.tiles = null;
  if (!data.tiles || !RD.model.map) { return; }
  RD.LAYERS.tiles = false;
  var key = data.grid.degrees;

  function metres(lon, lat) {
    var a = lon - key.lon, b = lat - key.lat;
    return [key.x[0] + key.x[1] * a + key.x[2] * b + key.x[3] * a * b, key.y[0] + key.y[1] * a + key.y[2] * b + key.y[3] * a * b];
  }
  /* Metres of the page to degrees: the bilinear key turned round by Newton's method. */
  function degrees(x, y) {
    var lon = key.lon, lat = key.lat;
    for (var turn = 0; turn < 6; turn++) {
      var a = lon - key.lon, b = lat - key.lat, at = metres(lon, lat);
      var xa = key.x[1] + key.x[3] * b, xb = key.x[2] + key.x[3] * a, ya = key.y[1] + key.y[3] * b, yb = key.y[2] + key.y[3] * a;
      var size = xa * yb - xb * ya, dx = x - at[0], dy = y - at[1];
      lon += (dx * yb - dy * xb) / size; lat += (dy * xa - dx * ya) / size;
    }
    return [lon, lat];
  }
  function column(lon, z) { return (lon + 180) / 360 * Math.pow(2, z); }
  function row(lat, z) {
    var turn = lat * Math.PI / 180;
    return (1 - Math.log(Math.tan(turn) + 1 / Math.cos(turn)) / Math.PI) / 2 * Math.pow(2, z);
  }
  function corner(x, y, z) {
    var count = Math.pow(2, z), turn = Math.PI * (1 - 2 * y / count);
    return metres(x / count * 360 - 180, Math.atan((Math.exp(turn) - Math.exp(-turn)) / 2) * 180 / Math.PI);
  }
  function image(x, y, z) {
    var url = data.tiles.url.replace('{x}', x).replace('{y}', y).replace('{z}', z);
    if (!images[url]) {
      images[url] = new Image();
      images[url].onload = function () { RD.maps.redraw(); };
      images[url].onerror = function () { RD.emit('tiles lost'); };
      images[url].referrerPolicy = 'no-referrer';
      images[url].src = url;
    }
    return images[url];
  }
  /* Draw the tiles under a view, each turned and stretched to where its corners lie. */
  RD.tiles = function (view) {
    var box = view.box, spots = [[box[0], box[1]], [box[0], box[3]], [box[2], box[1]], [box[2], box[3]]].map(function (spot) { return degrees(spot[0], spot[1]); });
    var lat = spots[0][1] * Math.PI / 180, z = Math.max(1, Math.min(18, Math.round(Math.log(WORLD * Math.cos(lat) * view.scale / 256) / Math.LN2)));
    var xs = spots.map(function (spot) { return column(spot[0], z); }), ys = spots.map(function (spot) { return row(spot[1], z); });
    var west = Math.floor(Math.min.apply(null, xs)), east = Math.floor(Math.max.apply(null, xs)), north = Math.floor(Math.min.apply(null, ys)), south = Math.floor(Math.max.apply(null, ys));
    if ((east - west + 1) * (south - north + 1) > MOST) { return; }
    for (var x = west; x <= east; x++) {
      for (var y = north; y <= south; y++) {
        var picture = image(x, y, z);
        if (!picture.complete || !picture.naturalWidth) { continue; }
        var a = corner(x, y, z), b = corner(x + 1, y, z), c = corner(x, y + 1, z), pen = view.context, size = picture.naturalWidth;
        pen.save();
        pen.transform((view.x(b[0]) - view.x(a[0])) / size, (view.y(b[1]) - view.y(a[1])) / size, (view.x(c[0]) - view.x(a[0])) / size, (view.y(c[1]) - view.y(a[1])) / size, view.x(a[0]), view.y(a[1]));
        pen.drawImage(picture, 0, 0, size + 0.5, size + 0.5);
        pen.restore();
      }
    }
    if (data.tiles.credit) {
      view.labels = view.labels || [];
      view.label([data.tiles.credit], view.width / 2, view.height - 10, { size: 11, color: '#222' });
    }
  };
})();

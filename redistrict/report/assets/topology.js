/* TopoJSON to rings: every shape becomes a list of rings, every ring a Float32Array x, y, x, y ... */
'use strict';
RD.shapes = function (topology) {
  var scale = topology.transform.scale, shift = topology.transform.translate;
  var arcs = topology.arcs.map(function (arc) {
    var flat = new Float32Array(arc.length * 2), x = 0, y = 0;
    for (var i = 0; i < arc.length; i++) {
      x += arc[i][0]; y += arc[i][1];
      flat[2 * i] = x * scale[0] + shift[0]; flat[2 * i + 1] = y * scale[1] + shift[1];
    }
    return flat;
  });
  return topology.objects.rows.geometries.map(function (geometry) {
    var polygons = geometry.type === 'MultiPolygon' ? geometry.arcs : [geometry.arcs], rings = [];
    polygons.forEach(function (polygon) { polygon.forEach(function (ring) { rings.push(RD.ring(ring, arcs)); }); });
    return { rings: rings, box: RD.box(rings) };
  });
};

/* Arcs in a row; ~i runs backwards; the joint of two arcs is kept once. */
RD.ring = function (indices, arcs) {
  var size = 0, at = 0;
  indices.forEach(function (index) { size += arcs[index < 0 ? ~index : index].length - 2; });
  var flat = new Float32Array(size + 2);
  indices.forEach(function (index, turn) {
    var arc = arcs[index < 0 ? ~index : index], count = arc.length / 2;
    for (var i = turn ? 1 : 0; i < count; i++) {
      var from = index < 0 ? count - 1 - i : i;
      flat[at++] = arc[2 * from]; flat[at++] = arc[2 * from + 1];
    }
  });
  return flat;
};

RD.box = function (rings) {
  var box = [Infinity, Infinity, -Infinity, -Infinity];
  rings.forEach(function (ring) {
    for (var i = 0; i < ring.length; i += 2) {
      if (ring[i] < box[0]) { box[0] = ring[i]; }
      if (ring[i] > box[2]) { box[2] = ring[i]; }
      if (ring[i + 1] < box[1]) { box[1] = ring[i + 1]; }
      if (ring[i + 1] > box[3]) { box[3] = ring[i + 1]; }
    }
  });
  return box;
};

RD.join = function (boxes) {
  return boxes.reduce(function (sum, box) {
    return [Math.min(sum[0], box[0]), Math.min(sum[1], box[1]), Math.max(sum[2], box[2]), Math.max(sum[3], box[3])];
  }, [Infinity, Infinity, -Infinity, -Infinity]);
};

RD.inside = function (shape, x, y) {
  var box = shape.box, found = false;
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) { return false; }
  shape.rings.forEach(function (ring) {
    for (var i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      if ((ring[i + 1] > y) !== (ring[j + 1] > y) &&
          x < (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) + ring[i]) { found = !found; }
    }
  });
  return found;
};

/* Lines arrive as [row, x, y, dx, dy ...] in steps of the grid. */
RD.lines = function (rows, step) {
  return rows.map(function (row) {
    var flat = new Float32Array(row.length - 1), x = 0, y = 0;
    for (var i = 1; i < row.length; i += 2) {
      x += row[i]; y += row[i + 1]; flat[i - 1] = x * step; flat[i] = y * step;
    }
    return { row: row[0], line: flat, box: RD.box([flat]) };
  });
};

/* A grid of buckets answers "what lies here" without walking over all shapes. */
RD.index = function (shapes, width, height) {
  var across = Math.max(1, Math.min(128, Math.round(Math.sqrt(shapes.length)))), buckets = {};
  var sx = (width || 1) / across, sy = (height || 1) / across;
  function each(box, visit) {
    for (var i = Math.floor(box[0] / sx); i <= Math.floor(box[2] / sx); i++) {
      for (var j = Math.floor(box[1] / sy); j <= Math.floor(box[3] / sy); j++) { visit(i + ',' + j); }
    }
  }
  shapes.forEach(function (shape, at) {
    if (!shape.rings.length) { return; }
    each(shape.box, function (key) { (buckets[key] = buckets[key] || []).push(at); });
  });
  return {
    hit: function (x, y) {
      return (buckets[Math.floor(x / sx) + ',' + Math.floor(y / sy)] || []).filter(function (at) { return RD.inside(shapes[at], x, y); });
    },
    within: function (box) {
      var seen = {};
      each(box, function (key) {
        (buckets[key] || []).forEach(function (at) {
          var other = shapes[at].box;
          if (other[0] <= box[2] && other[2] >= box[0] && other[1] <= box[3] && other[3] >= box[1]) { seen[at] = true; }
        });
      });
      return Object.keys(seen).map(Number);
    }
  };
};

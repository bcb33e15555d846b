"""Codes about reading files: formats, encodings, coordinates, safety. Tables: see ``tables``."""

from redistrict.domain.catalogue import imports, tables
from redistrict.domain.catalogue.entry import N_, Entry, error, notice, warning

ENTRIES: dict[str, Entry] = {
    "FILE_ADDRESS": error(
        N_("This is an address or a document, not the path of a file."),
        N_("Save the file on this machine and give its path; nothing is ever fetched."),
    ),
    "FILE_MISSING": error(
        N_("There is no file {path}."),
        N_("Check the path; as typed in a command it counts from the folder you are in."),
    ),
    "FILE_MISSING_STATED": error(
        N_("There is no file {path}, which the scenario names."),
        N_("Correct the path in the scenario; it counts from the scenario's own folder."),
    ),
    "FILE_NOT_REGULAR": error(
        N_("This is a folder, device or pipe, not a file."), N_("Give the path of a file.")
    ),
    "FILE_EMPTY": error(N_("The file is empty."), N_("Export or copy it again.")),
    "FILE_TOO_BIG": error(
        N_("The file has {bytes} bytes; at most {limit} are opened."),
        N_("Keep only the district's own records in it."),
    ),
    "FILE_UNREADABLE": error(
        N_("The file cannot be read: {reason}"),
        N_("Open it in the program it came from and save it again."),
        words=("reason",),
    ),
    "FILE_CHANGED": error(
        N_("The file changed while it was being read."),
        N_("Close the program that writes to it and run again."),
    ),
    "FILE_KIND": error(
        N_("Files ending in {suffix} are not read; known are {known}."),
        N_(
            "Export the layer as a GeoPackage, the table as .xlsx or .csv; a table without a layer"
            " goes under [ledger] alone."
        ),
    ),
    "READING_TOO_LONG": error(
        N_("Reading the files took more than {seconds} seconds and was stopped."),
        N_("Keep only the district's own records, and simplify outlines drawn far too finely."),
    ),
    "READING_TOO_LARGE": error(
        N_("Reading the files would take more than {gigabytes} GB of memory and was stopped."),
        N_("Keep only the district's own records, and simplify outlines drawn far too finely."),
    ),
    "FILE_CAD": error(
        N_("A CAD drawing holds lines and texts, not units with columns."),
        N_(
            "In the CAD or GIS program make closed outlines polygons, their texts a column, and"
            " export a shapefile or GeoPackage with its coordinate system."
        ),
    ),
    "FILE_KML_BROKEN": error(
        N_("This is no KML that can be read: {reason}"),
        N_("Export it again as KML in UTF-8, or as a GeoPackage or shapefile."),
    ),
    "FILE_KML_LINK": error(
        N_("The KML links to another document; links are not followed."),
        N_("Open it in the map program and export the places themselves."),
    ),
    "FILE_KML_COUNT": error(
        N_("The file holds {stated} placemarks; {rows} were read."),
        N_("Export it again as KML, or as a GeoPackage or shapefile."),
    ),
    "FILE_KML_DEGREES": notice(
        N_("KML is taken as WGS 84; map services in China export GCJ-02 or BD-09."),
        N_("If the places are shifted, run again with --crs gcj02 or --crs bd09."),
    ),
    "FILE_SIDE_FILE": error(
        N_("This is one of the side files of a shapefile."), N_("Give the .shp file.")
    ),
    "FILE_SIDE_MISSING": error(
        N_("The file {missing} that belongs to this shapefile is missing."),
        N_("Copy all files of the shapefile: .shp, .shx, .dbf, .prj and .cpg."),
    ),
    "FILE_DISGUISED": error(
        N_("The content is no {expected}, whatever the name says."),
        N_("Export it again in the format that its name promises."),
    ),
    "FILE_NO_LAYER": error(
        N_("No layer with geometry was found."), N_("Export the layer of units again.")
    ),
    "FILE_SEVERAL_LAYERS": error(
        N_("There are several layers or sheets ({layers}) and none is named."),
        N_("Name one: layer = or sheet = in the scenario, --layer or --sheet for import."),
    ),
    "FILE_LAYER_UNKNOWN": error(
        N_("There is no layer or sheet {layer}; there are {layers}."), N_("Name one of them.")
    ),
    "FILE_TOO_MANY_ROWS": error(
        N_("{rows} records; at most {limit} are read."),
        N_("Keep only the district's own records."),
    ),
    "FILE_TOO_MANY_COLUMNS": error(
        N_("{columns} columns; at most {limit} are read."), N_("Delete the columns not needed.")
    ),
    "FILE_TOO_MANY_CELLS": error(
        N_("{cells} cells; at most {limit} are read."),
        N_("Keep only the district's own records and the columns needed."),
    ),
    "FILE_TOO_MANY_POINTS": error(
        N_("One geometry has {points} points; at most {limit} are read."),
        N_("Split or simplify it in a GIS program."),
    ),
    "FILE_COUNT_DIFFERS": error(
        N_("The file announces {shapes} records and holds {rows}; some would be lost."),
        N_("Open it in a GIS program, check what is missing, and export it again."),
    ),
    "FILE_TRAILING_BYTES": warning(
        N_("{bytes} bytes follow the end of the records; they belong to no record."),
        N_("Check that the number of records is right."),
    ),
    "FILE_COLUMN_TWICE": error(
        N_("The column {name} occurs twice (capitals do not count)."),
        N_("Rename one of them."),
    ),
    "FILE_COLUMN_UNNAMED": error(
        N_("Column {position} has no name."), N_("Give it a name, or delete it.")
    ),
    "FILE_CONTROL_CHARACTER": error(
        N_("A text holds invisible control characters: {value}"),
        N_("Type the text of this cell again."),
    ),
    # Shapefile and dBASE
    "FILE_NOT_SHAPEFILE": error(
        N_("This is no part of a shapefile."), N_("Export the shapefile again.")
    ),
    "FILE_SHP_SHORT": error(
        N_("The file is cut off: its header says {header} bytes, there are {found}."),
        N_("Copy or export the shapefile again."),
    ),
    "FILE_SHP_UNLISTED": error(
        N_("{bytes} bytes of shapes are not listed in the .shx file; units would be lost."),
        N_("Export the shapefile again."),
    ),
    "FILE_SHX_DIFFERS": error(
        N_("The .shx file does not fit the .shp file at this record."),
        N_("Export the shapefile again; a .shx of another file may have been copied."),
    ),
    "FILE_SHAPE_KIND": error(
        N_("Shapes of kind {kind} are not read."),
        N_("Export the layer as polygons, lines or points."),
    ),
    "FILE_SHAPE_CLAIM": error(
        N_("The record contradicts itself: its parts or points do not fit its size."),
        N_("Export the shapefile again."),
    ),
    "FILE_SHAPE_NULL": error(
        N_("The record has no geometry."), N_("Draw it, or delete the record, in a GIS program.")
    ),
    "FILE_DBF_HEADER": error(
        N_("The header of the attribute table does not fit its {bytes} bytes."),
        N_("Export the shapefile again."),
    ),
    "FILE_DBF_COUNT": error(
        N_("The attribute table announces {header} records and holds {found}."),
        N_("Export the shapefile again and compare the number of records."),
    ),
    "FILE_DBF_DELETED": error(
        N_("The record is marked as deleted but still there: {value}"),
        N_("Pack the table, or restore the record, in the program it came from."),
    ),
    "FILE_DBF_MARK": error(
        N_("The record begins with {value} instead of a blank or an asterisk."),
        N_("Export the shapefile again."),
    ),
    "FILE_DBF_CELL": error(
        N_("{value} is not what this column of numbers, dates or flags can hold."),
        N_("Correct the cell in the program it came from."),
    ),
    "FILE_DBF_KIND": error(
        N_("Columns of this kind (memo, binary, time stamp) are not read."),
        N_("Delete the column, or turn it into text."),
    ),
    "FILE_ENCODING_TRIED": notice(
        N_("The file does not name its encoding; it reads as {encoding}: {readings}"),
    ),
    "FILE_ENCODING_CONTRADICTION": error(
        N_("The texts cannot be meant as {declared}. Possible readings: {readings}"),
        N_("State the right one: encoding = in the scenario, --encoding for import."),
    ),
    "FILE_ENCODING_UNCLEAR": error(
        N_("The encoding of the texts is not clear. Possible readings: {readings}"),
        N_("State the right one: encoding = in the scenario, --encoding for import."),
    ),
    # GeoPackage
    "FILE_GPKG_UNSAVED": error(
        N_("Unsaved changes lie beside the file in {side}."),
        N_("Close the GIS program that has the file open, then run again."),
    ),
    "FILE_GPKG_VIEW": error(
        N_("{layer} is a view, not a table of its own."), N_("Export it as a layer.")
    ),
    "FILE_GPKG_TRIGGER": warning(
        N_("The layer carries unusual triggers ({names}); they are never run."),
    ),
    "FILE_GPKG_CELL": error(
        N_(
            "{value} does not fit its column of kind {kind}; other programs read a different value."
        ),
        N_("Correct the cell, or turn the column into text."),
    ),
    "FILE_GEOMETRY_CELL": error(
        N_("The geometry cannot be read."), N_("Draw it again, or export the layer again.")
    ),
    # GeoJSON
    "FILE_NOT_UTF8": error(
        N_("The file is not UTF-8 (byte {position})."),
        N_("GeoJSON is always UTF-8: export it again."),
    ),
    "FILE_JSON_SYNTAX": error(
        N_("This is not JSON at character {position} of the line: {reason}"),
        N_("Export the file again; it may be cut off or edited by hand."),
    ),
    "FILE_JSON_KEY_TWICE": error(
        N_("The key {key} is written twice; programs disagree on which one counts."),
        N_("Delete one of them."),
    ),
    "FILE_JSON_NUMBER": error(
        N_("{value} is no number that can be trusted."), N_("Export the file again.")
    ),
    "FILE_JSON_NUMBER_LONG": error(
        N_("The number {value} has more digits than programs keep."),
        N_("Write it as text, in quotation marks."),
    ),
    "FILE_JSON_DEEP": error(
        N_("The file is nested too deeply."), N_("Export the layer again as plain GeoJSON.")
    ),
    "FILE_JSON_STRUCTURE": error(
        N_("This is not as GeoJSON prescribes (RFC 7946): {where}"), N_("Export the file again.")
    ),
    "FILE_JSON_NESTED": notice(N_("The cell holds a list or table; it is kept as text.")),
    "FILE_NOT_GEOJSON": error(
        N_("This is JSON ({kind}), but no GeoJSON."), N_("Export the layer as GeoJSON.")
    ),
    "FILE_TOPOJSON": error(
        N_("This is TopoJSON, not GeoJSON."), N_("Export the layer as GeoJSON or GeoPackage.")
    ),
    "FILE_COORDINATE": error(
        N_("The coordinates cannot be read: {where}"),
        N_("Draw the geometry again, or export the layer again."),
    ),
    "FILE_RING_DIRECTION": notice(
        N_("An outline runs clockwise; GeoJSON asks for the other way round. Nothing is lost."),
    ),
    "FILE_POINTS_REPEATED": notice(N_("A point stands twice in a row. Nothing is lost.")),
    "FILE_HEIGHTS_DROPPED": notice(N_("Heights are left out; a plan lies on the ground.")),
    # Geometry, without judging whether units make a layer
    "FILE_SHAPE_MISSING": warning(
        N_("The record has no geometry."), N_("Draw it; a unit needs a polygon.")
    ),
    "FILE_SHAPE_EMPTY": warning(
        N_("The geometry is empty."), N_("Draw it; a unit needs a polygon.")
    ),
    "FILE_SHAPE_INVALID": warning(
        N_("The outline is not valid: {reason}"),
        N_("Repair it in a GIS program and export it again."),
    ),
    # Reference systems
    "FILE_CRS_MISSING": error(
        N_("The layer does not say its coordinate system; these would fit: {candidates}"),
        N_("Ask whoever made it, then state crs = in the scenario or --crs for import."),
    ),
    "FILE_CRS_UNKNOWN": error(
        N_("The coordinate system {crs} is not known."),
        N_("State it as EPSG:4547, as WKT, or as local for a local grid in metres."),
    ),
    "FILE_CRS_NO_SHIFT": error(
        N_("{crs}: its shift to CGCS2000 is not published and is never guessed."),
        N_(
            "Have the layer converted by the surveying office, or state the transformation"
            " (+towgs84) as crs."
        ),
    ),
    "FILE_CRS_OUTSIDE": error(
        N_("Coordinates {bounds} do not lie where {crs} is used; these would fit: {candidates}"),
        N_(
            "State the right one: crs = in the scenario, --crs for import. “,swap” stands for a"
            " file that holds northing first."
        ),
    ),
    "FILE_CRS_OVERRIDDEN": warning(
        N_("The file says {own}; {stated} was stated and is used."),
    ),
    "FILE_CRS_UNSHIFTED": notice(
        N_("Coordinates of a map service ({kind}) were brought back to CGCS2000."),
    ),
    "FILE_CRS_LINK": error(
        N_("The coordinate system is a link or unknown; nothing is ever fetched."),
        N_("Export the layer as EPSG:4326 without a crs member."),
    ),
    "FILE_CRS_LEGACY": notice(
        N_("The file states {crs} in the old way (before RFC 7946); it is used."),
    ),
    # Zip
    "FILE_ZIP_BROKEN": error(N_("The zip file is damaged."), N_("Copy or pack it again.")),
    "FILE_ZIP_BOMB": error(
        N_("Unpacked it would be {bytes} bytes, far more than such files are."),
        N_("Unpack it yourself, check it, and give the file inside."),
    ),
    "FILE_ZIP_ENCRYPTED": error(
        N_("{member} is encrypted."), N_("Unpack it yourself and give the file inside.")
    ),
    "FILE_ZIP_MEMBER": error(
        N_("{member} would leave the folder, is a link, or occurs twice."),
        N_("Unpack it yourself, check it, and give the file inside."),
    ),
    "FILE_ZIP_NESTED": error(
        N_("{member} is a packed file inside the packed file."),
        N_("Unpack it yourself and give the file inside."),
    ),
    **tables.ENTRIES,
    **imports.ENTRIES,
}

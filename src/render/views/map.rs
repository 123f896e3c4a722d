use serde::Serialize;

/// A map of places: outlines of the countries around them, and a dot for each.
#[derive(Serialize)]
pub struct MapView {
    pub title: String,
    /// Outlines as the `d` of an SVG path, in a box of 900 by 600.
    pub land: String,
    pub dots: Vec<DotOnMap>,
}

/// A place on a map, in per cent of its box.
#[derive(Serialize)]
pub struct DotOnMap {
    pub x: String,
    pub y: String,
    /// Whether the page is about this place.
    pub here: bool,
    pub name: String,
    /// None where it is here, or where its name found no room.
    pub href: Option<String>,
    /// ` map-minor` where there is room for the name on wide screens only, else empty.
    pub class: &'static str,
    /// Which part of the name stands beside the dot: SVG's `text-anchor`, empty where the name found no
    /// room; and its distance from the dot in pixels.
    pub anchor: &'static str,
    pub shift: &'static str,
}

use serde::Serialize;

use super::WayItem;

/// A map of places: outlines of the countries around them, and a dot for each.
#[derive(Serialize)]
pub struct MapView {
    pub title: String,
    /// Outlines as the `d` of an SVG path, in a box of 900 by 600; empty where they would be too coarse.
    pub land: String,
    pub dots: Vec<DotOnMap>,
    /// None where the map shows so much of the world that no scale holds for all of it.
    pub scale: Option<ScaleView>,
    /// Where the map lies in the whole; None where it shows the whole.
    pub inset: Option<InsetView>,
    /// What lies beyond its edge, on the map of all places.
    pub beyond: Option<BeyondView>,
}

/// A place on a map, in per cent of its box.
#[derive(Serialize)]
pub struct DotOnMap {
    pub x: String,
    pub y: String,
    /// Whether the page is about this place.
    pub here: bool,
    /// The radius of the dot in pixels: larger where a place is named more.
    pub size: &'static str,
    pub name: String,
    /// The name, and how often texts name it.
    pub spoken: String,
    /// None where it is here, or where its name found no room.
    pub href: Option<String>,
    /// ` map-minor` where there is room for the name on wide screens only, else empty.
    pub class: &'static str,
    /// Which part of the name stands at its dot: SVG's `text-anchor`, empty where the name found no room; and how
    /// far across and down it stands, in pixels.
    pub anchor: &'static str,
    pub shift: &'static str,
    pub drop: &'static str,
}

/// The scale of a map.
#[derive(Serialize)]
pub struct ScaleView {
    /// In per cent of the map's width.
    pub width: String,
    /// The kilometres that this is.
    pub label: String,
}

/// A small map of all places, with a frame where the large one lies, in per cent of its box.
#[derive(Serialize)]
pub struct InsetView {
    pub title: String,
    /// Outlines as the `d` of an SVG path, in a box of 300 by 200.
    pub land: String,
    pub dots: Vec<SpotView>,
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
}

/// A dot on a small map, in per cent of its box.
#[derive(Serialize)]
pub struct SpotView {
    pub x: String,
    pub y: String,
}

/// The places beyond the edge of a map.
#[derive(Serialize)]
pub struct BeyondView {
    /// Those that texts name most.
    pub list: Vec<WayItem>,
    /// How many others there are; None where the list has all.
    pub more: Option<String>,
}

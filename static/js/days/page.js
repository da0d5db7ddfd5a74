// The map from day to day: one request for all, then the slider asks nobody.

import { readJson } from "../leaflet_map.js";
import { dayMap, icon, Places } from "./drawing.js";
import { dayAt, fetchHistory, numberOf, statusOn, turningDays, written } from "./history.js";

const PAUSE = 250; // milliseconds after the last move before list and address follow
const TICK = 90; // milliseconds between two days that are played
const CALM_TICK = 1_500; // the same for who wants no motion: from change to change
const TICKS = 160; // as many until today, whatever the years

const page = readJson("days-page");
const { symbology, ...config } = readJson("map-config");
const order = Object.keys(page.statuses);
const byId = (id) => document.getElementById(id);
const slider = byId("slider");
const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

let sites = [];
let places;
let turns = [];
let day = page.day;
let settling = 0;
let playing = 0;

function siteAddress({ id }) {
  return page.site.replace("00000000-0000-0000-0000-000000000000", id);
}

function listAddress(words) {
  return `${page.list}&${new URLSearchParams({ ...words, as_of: day })}`;
}

// What a tap shows. Text, never HTML: names come from people.
function tell(site) {
  const box = document.createElement("div");
  const add = (tag, text) => (box.appendChild(document.createElement(tag)).textContent = text);
  add("strong", site.name);
  if (site.village) add("div", site.village);
  for (const [from, status] of site.spans) if (from <= day) add("div", `${written(from)}: ${page.statuses[status]}`);
  const link = box.appendChild(document.createElement("a"));
  link.textContent = page.words.open;
  link.href = siteAddress(site);
  return box;
}

function standing() {
  return sites.map((site) => ({ site, status: statusOn(site, day) })).filter(({ status }) => status);
}

function showCounts(known) {
  byId("now").textContent = `${written(day)}: ${known.length.toLocaleString(document.documentElement.lang)} ${page.words.places}`;
  for (const link of document.querySelectorAll("[data-status]")) {
    const { status } = link.dataset;
    link.querySelector("strong").textContent = known.filter((one) => one.status === status).length;
    link.href = listAddress({ status });
  }
}

function showList(known) {
  const worst = known.sort((one, other) => order.indexOf(one.status) - order.indexOf(other.status));
  const list = document.createElement("ol");
  list.className = "plain-list";
  for (const { site, status } of worst.slice(0, page.listed)) {
    const row = byId("row").content.cloneNode(true);
    row.querySelector("a").href = siteAddress(site);
    row.querySelector(".row-icon").append(icon(symbology, status, site.icon));
    row.querySelector("strong").textContent = site.name;
    const status_words = page.statuses[status];
    const words = [status_words[0].toUpperCase() + status_words.slice(1), site.village].filter(Boolean);
    row.querySelector(".row-text > span").textContent = words.join(" · ");
    list.append(row);
  }
  const more = byId("more");
  more.hidden = worst.length <= page.listed;
  more.querySelector("a").href = listAddress({});
  byId("list").replaceChildren(worst.length ? list : byId("no-rows").content.cloneNode(true), more);
}

function nameDay() {
  const address = new URL(window.location);
  address.searchParams.set("as_of", day);
  window.history.replaceState(null, "", address);
  byId("as_of").value = written(day);
  const compare = new URL(byId("compare").href);
  compare.searchParams.set("to", day);
  if (compare.searchParams.get("from") > day) compare.searchParams.set("from", page.firstDay);
  byId("compare").href = compare;
}

function show(next) {
  day = next;
  slider.value = numberOf(day, page.firstDay);
  slider.setAttribute("aria-valuetext", written(day));
  places.show(sites, (site) => ({ status: statusOn(site, day) }));
  showCounts(standing());
  window.clearTimeout(settling);
  settling = window.setTimeout(() => {
    showList(standing());
    nameDay();
  }, PAUSE);
}

function pause() {
  window.clearInterval(playing);
  playing = 0;
  const button = byId("play");
  delete button.dataset.playing;
  button.querySelector("span").textContent = page.words.play;
}

function play() {
  if (playing) return pause();
  if (day >= page.today) show(page.firstDay);
  const step = Math.max(1, Math.round(numberOf(page.today, page.firstDay) / TICKS));
  const next = () => (isCalm ? turns.find((turn) => turn > day) : dayAt(numberOf(day, page.firstDay) + step, page.firstDay));
  const tick = () => {
    const then = next() ?? page.today;
    show(then < page.today ? then : page.today);
    if (day >= page.today) pause();
  };
  playing = window.setInterval(tick, isCalm ? CALM_TICK : TICK);
  const button = byId("play");
  button.dataset.playing = "";
  button.querySelector("span").textContent = page.words.pause;
}

function watchPlayer() {
  slider.max = numberOf(page.today, page.firstDay);
  byId("first-day").textContent = written(page.firstDay);
  slider.addEventListener("input", () => {
    pause();
    show(dayAt(Number(slider.value), page.firstDay));
  });
  byId("play").addEventListener("click", play);
  byId("back").addEventListener("click", () => {
    pause();
    show(turns.findLast((turn) => turn < day) ?? page.firstDay);
  });
  byId("on").addEventListener("click", () => {
    pause();
    show(turns.find((turn) => turn > day) ?? page.today);
  });
  byId("player").hidden = false;
}

async function start() {
  const map = dayMap(byId("map"), config, page.outline, page.mapWords);
  const history = await fetchHistory(page.data);
  if (history.tooMany) return byId("too-many").removeAttribute("hidden");
  sites = history.sites;
  if (!sites.length) return;
  turns = turningDays(sites);
  places = new Places(map, symbology, sites, tell);
  places.show(sites, (site) => ({ status: statusOn(site, day) }));
  watchPlayer();
  slider.value = numberOf(day, page.firstDay);
  slider.setAttribute("aria-valuetext", written(day));
}

document.addEventListener("DOMContentLoaded", () => start().catch(() => byId("failed").removeAttribute("hidden")));

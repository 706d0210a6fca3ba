// What the sample film shows and says: five pictures drawn for it, with a line spoken over each.
const sky = (top, bottom) =>
  `<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>
  <linearGradient id="sea" x2="0" y2="1"><stop stop-color="#5b8fb0"/><stop offset="1" stop-color="#1d4a6b"/></linearGradient></defs>
  <rect width="640" height="360" fill="url(#sky)"/>`;
const sea = (y) =>
  `<rect y="${y}" width="640" height="${360 - y}" fill="url(#sea)"/>${Array.from({ length: 26 }, (_, n) => {
    const [x, row] = [(n * 137) % 640, y + 8 + ((n * 53) % (340 - y))];
    return `<path d="M${x} ${row}q14 -5 28 0t28 0" stroke="#cfe3ee" stroke-opacity=".45" stroke-width="2" fill="none"/>`;
  }).join('')}`;

const boat = `${sky('#8fb9dd', '#f6dcb8')}<circle cx="520" cy="150" r="34" fill="#ffe9a8"/>${sea(210)}
  <g transform="translate(250 60)"><path d="M72 0V178" stroke="#5a3b22" stroke-width="5"/>
  <path d="M76 6C130 60 150 120 152 160H76Z" fill="#fbfaf5" stroke="#b9b3a3"/><path d="M68 20C40 70 20 120 8 160H68Z" fill="#f1ece0" stroke="#b9b3a3"/>
  <path d="M-22 176H170C160 206 140 222 120 222H28C6 222 -14 204 -22 176Z" fill="#7d2d25" stroke="#451713" stroke-width="2"/>
  <path d="M-22 176H170L167 186H-18Z" fill="#efe7d6"/></g>`;

const lighthouse = `${sky('#6f93bd', '#e9d9c8')}${sea(250)}
  <path d="M330 360C350 290 420 262 500 268C570 272 620 300 640 320V360Z" fill="#5d5a4c"/><path d="M350 350C380 300 440 280 500 282C560 284 600 306 640 330V360H340Z" fill="#747160"/>
  <g transform="translate(446 60)"><path d="M14 60L4 214H96L86 60Z" fill="#f8f6f0" stroke="#98938a"/>
  <path d="M11 100L8 138H92L89 100ZM6 176L4 214H96L94 176Z" fill="#c2332c"/><path d="M4 60H96V68H4Z" fill="#33363b"/>
  <rect x="26" y="24" width="48" height="36" fill="#ffeeb0" stroke="#33363b" stroke-width="4"/><path d="M50 24V60M38 24V60M62 24V60" stroke="#33363b" stroke-width="2"/>
  <path d="M20 24L50 0L80 24Z" fill="#8e221d"/><rect x="42" y="150" width="16" height="22" rx="8" fill="#3c4048"/></g>`;

const turned = (angle, inner) => `<g transform="rotate(${angle} 320 180)">${inner}</g>`;
const numerals = ['XII', 'I', 'II', 'III', 'IIII', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI'];
const clock = `<rect width="640" height="360" fill="#6d5844"/><rect width="640" height="360" fill="#000" opacity=".12"/>
  <path d="M0 90H640M0 200H640M0 310H640" stroke="#4d3c2d" stroke-width="3"/>
  <circle cx="320" cy="180" r="152" fill="#3a2416"/><circle cx="320" cy="180" r="144" fill="#8a5a30"/><circle cx="320" cy="180" r="128" fill="#f6f1e2" stroke="#2b1b10" stroke-width="3"/>
  ${Array.from({ length: 60 }, (_, n) => turned(n * 6, `<path d="M320 56v${n % 5 === 0 ? 12 : 6}" stroke="#201812" stroke-width="${n % 5 === 0 ? 4 : 1.5}"/>`)).join('')}
  ${numerals.map((text, n) => turned(n * 30, `<text x="320" y="92" text-anchor="middle" font-family="serif" font-size="22" fill="#201812">${text}</text>`)).join('')}
  ${turned(305, '<path d="M316 190L320 108L324 190Z" fill="#15100c" stroke="#15100c" stroke-width="3"/>')}${turned(60, '<path d="M317 196L320 76L323 196Z" fill="#15100c" stroke="#15100c" stroke-width="2"/>')}<circle cx="320" cy="180" r="7" fill="#15100c"/>`;

const stripes = ['#d9352c', '#f3b02f', '#2f7fc1', '#f3b02f', '#d9352c', '#2f7fc1'];
const balloon = `${sky('#4f8fd6', '#cfe4f5')}<g fill="#fff" opacity=".8"><ellipse cx="110" cy="110" rx="70" ry="16"/><ellipse cx="150" cy="98" rx="46" ry="18"/><ellipse cx="540" cy="190" rx="64" ry="14"/></g>
  <path d="M0 330C120 290 220 320 330 304S560 296 640 318V360H0Z" fill="#6d9154"/>
  <g transform="translate(320 128)"><clipPath id="b"><path d="M0 -112C68 -112 104 -64 104 -14C104 46 46 74 20 112H-20C-46 74 -104 46 -104 -14C-104 -64 -68 -112 0 -112Z"/></clipPath>
  <g clip-path="url(#b)">${stripes.map((colour, n) => `<ellipse cx="0" cy="0" rx="${104 - n * 17.3}" ry="120" fill="${colour}"/>`).join('')}</g>
  <path d="M-19 112L-15 140M19 112L15 140M-8 112L-6 140M8 112L6 140" stroke="#4a3622" stroke-width="2"/><rect x="-17" y="140" width="34" height="26" rx="4" fill="#8b5e34" stroke="#4a3017" stroke-width="2"/></g>`;

const card = `<rect width="640" height="360" fill="#f7f3e8"/><rect x="26" y="26" width="588" height="308" fill="none" stroke="#274b63" stroke-width="4"/>
  <g font-family="sans-serif" text-anchor="middle" fill="#1d3344"><text x="320" y="122" font-size="50" font-weight="700">HARBOUR MUSEUM</text>
  <text x="320" y="192" font-size="36">Open daily 9 to 17</text><text x="320" y="252" font-size="36">Phone 555 0142</text></g>`;

export const SCENES = [
  { picture: boat, words: 'A small boat leaves the harbour early in the morning.' },
  { picture: lighthouse, words: 'The lighthouse was built in eighteen ninety two.' },
  { picture: clock, words: 'The clock in the hall has stopped at ten past ten.' },
  { picture: balloon, words: 'On Sundays a balloon rises over the bay.' },
  { picture: card, words: 'The museum is open every day, and children pay nothing.' },
];
/** Seconds of each. */
export const SCENE_SECONDS = 6;

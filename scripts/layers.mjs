// The rooms of the house from the ground up: what stands in one may import from those before it, and from none after it.
// `npm run docs` makes biome.layers.json of this list, by which the linter holds it.
import { readdirSync } from 'node:fs';

const rooms = [
  'src/types',
  'src/host',
  'src/packets',
  'src/netfilter',
  'src/facts',
  'src/topology',
  'src/probes',
  'src/traces',
  'src/engine',
  'src/analysis',
  'src/evidence',
  'src/remedies',
  'src/judgements',
  'src/fleet',
  'checks',
  'src/report',
  'src/script',
  'src/pseudonyms',
  'src/playbook',
  'src/lab',
  'src/app',
  'src/mcp',
  'src/wizard',
  'src/commands',
];

const nameOf = (room) => room.replace('src/', '');

/** The linter's rules, one for each room. */
export function layerRules(root) {
  const unlisted = readdirSync(`${root}/src`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !rooms.includes(`src/${entry.name}`))
    .map(({ name }) => `src/${name}`);
  if (unlisted.length > 0) throw new Error(`Give ${unlisted.join(' and ')} a place in scripts/layers.mjs.`);
  const overrides = [
    // What every room may use, and what modules of checks may.
    rule('src/{errors,files,grouped,nearest,package,scratch,stalls,words}.ts', [], rooms),
    rule('src/index.ts', rooms.slice(0, rooms.indexOf('checks')), rooms.slice(rooms.indexOf('checks'))),
    ...rooms.slice(0, -1).map((room, index) => rule(`${room}/**`, rooms.slice(0, index), rooms.slice(index + 1))),
  ];
  return `${JSON.stringify({ overrides }, null, 2)}\n`;
}

function rule(includes, allowed, forbidden) {
  const message = `Only from ${[...allowed.map(nameOf), 'what all rooms share'].join(', ')}: see scripts/layers.mjs.`;
  const group = [`**/{${forbidden.map(nameOf).join(',')}}/**`];
  const options = { patterns: [{ group, message }] };
  return { includes: [includes], linter: { rules: { style: { noRestrictedImports: { level: 'error', options } } } } };
}

// desk_setup.mjs WORKDIR: what the browser tests of the planner's desk need beside a running server. Gives out a planner's and an
// approver's account in WORKDIR/state and makes WORKDIR/trial, a copy of a plan of WORKDIR/district that would change answers and has
// something to find. Prints the three words that follow --desk, a line each. Before the server starts or while it runs.
// QUYHOACH_BIN names the folder of the programs (build/release/bin).
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const kBin = resolve(process.env.QUYHOACH_BIN ?? new URL('../../build/release/bin', import.meta.url).pathname);
const kFirstPassword = 'mật khẩu để thử bàn làm việc';
const kPlan = 'qhct-tai-dinh-cu-tpt';
const kPeople = { planner: 'Nguyễn Thị Quy Hoạch (DEMO)', approver: 'Trần Văn Duyệt (DEMO)' };

const work = resolve(process.argv[2]);
for (const [role, name] of Object.entries(kPeople)) {
  const args = ['user', 'add', role, '--name', name, '--role', role, '--state', join(work, 'state'), '--password-stdin'];
  const added = spawnSync(join(kBin, 'quyhoach'), args, { input: `${kFirstPassword}\n`, encoding: 'utf8' });
  if (added.status !== 0) throw new Error(`quyhoach user add ${role}: ${added.stderr}`);
}

const trial = join(work, 'trial');
rmSync(trial, { recursive: true, force: true });
cpSync(join(work, 'district', 'plans', kPlan), trial, { recursive: true });
const toml = join(trial, 'plan.toml');
writeFileSync(toml, readFileSync(toml, 'utf8').replace(/^(title = ")/m, '$1DEMO, bản thử: '));

// Blocks to build on become parks, which changes areas; one block moves by three metres, over one neighbour and away from the other.
const kMove_m = 3;
const layer = join(trial, 'o_pho.geojson');
const zones = JSON.parse(readFileSync(layer, 'utf8'));
const moved = ([east, north, ...rest]) => [east + kMove_m, north, ...rest];
let isMoved = false;
for (const zone of zones.features) {
  const { properties, geometry } = zone;
  if (properties.chuc_nang !== 'Đất ở xây dựng mới') continue;
  Object.assign(properties, { chuc_nang: 'Đất cây xanh sử dụng công cộng', loai_dat: 'DKV' });
  if (isMoved) continue;
  isMoved = true;
  geometry.coordinates = geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(moved)));
}
if (!isMoved) throw new Error(`${kPlan} has no block to build on`);
writeFileSync(layer, JSON.stringify(zones));

for (const role of Object.keys(kPeople)) console.log(`${role}:${kFirstPassword}`);
console.log(trial);

import type { Host } from '../host/host.ts';
import type { Subject } from '../topology/subject.ts';
import type { CauseLayer } from '../topology/traces.ts';
import type { Cause } from './gap/blocker.ts';
import { causesOf } from './gap/index.ts';
import { gapKey, hostOf, isBeside, subjectOf } from './gaps.ts';
import type { Journey } from './journey.ts';
import { layerOfPlace } from './layers.ts';
import { firstGapRound } from './send.ts';
import type { Gap, Trace } from './trace.ts';

const mostGaps = 3;
/** With those in which a security group does what it should. */
const mostLooks = 12;

/** What was found in a gap, or in one beside it: where it is, is told by the gap in which it was found. */
export interface Found extends Cause {
  readonly layer: CauseLayer;
  readonly subject: Subject;
}

/** The cause of each gap, by its key; undefined where nothing in it explains the loss. */
export async function explain(host: Host, traces: readonly Trace[]): Promise<ReadonlyMap<string, Found | undefined>> {
  const gaps = new Map<string, { readonly gap: Gap; readonly journey: Journey }>();
  for (const { gap, journey } of traces) {
    if (gap !== undefined && !gaps.has(gapKey(gap))) gaps.set(gapKey(gap), { gap, journey });
  }
  const causes = new Map<string, Found | undefined>();
  const sure: { readonly gap: Gap; readonly found: Found }[] = [];
  const besides = (gap: Gap): Found | undefined => sure.find((each) => isBeside(gap, each.gap))?.found;
  const teacherOf = (bytes: number): Found | undefined =>
    sure.find(({ found: { mtu } }) => mtu?.isLearned === false && mtu.bytes === bytes)?.found;
  const weightOf = (key: string) => traces.filter(({ gap }) => gap !== undefined && gapKey(gap) === key).length;
  // Whoever gets no answer by ARP sends nothing: many journeys end at who asked, for what took a few requests.
  const isOfArp = ({ arp }: Gap) => Number(arp !== undefined);
  const ordered = [...gaps].sort(
    ([one, { gap }], [other, { gap: otherGap }]) => isOfArp(otherGap) - isOfArp(gap) || weightOf(other) - weightOf(one),
  );
  // One after the other: counters must rise by the packets of one journey only.
  let looks = 0;
  let nth = 0;
  for (const [key, { gap, journey }] of ordered) {
    // Of a guest that is silent, only is asked whether the packets had its MAC: nothing has to be sent for that.
    const isSilent = gap.segment.kind === 'guest';
    // What is known to stop packets at one side of a device stops those at its other side, too.
    if (besides(gap) !== undefined || ((looks === mostGaps || nth === mostLooks) && !isSilent)) continue;
    const [first] = await causesOf(host, gap, journey, { round: firstGapRound + nth, nth });
    nth += 1;
    // What a security group keeps out, or may be meant to, is no loss that has to be explained.
    if (!isSilent && first?.isMeant !== true && first?.isDoubtful !== true) looks += 1;
    const found = first && {
      ...first,
      layer: first.layer ?? layerOfPlace(gap, journey),
      subject: first.isForAll === true ? hostOf(journey) : subjectOf(gap, journey),
    };
    causes.set(key, found);
    if (found !== undefined && isSure(found)) sure.push({ gap, found });
  }
  for (const [key, { gap }] of ordered) {
    const own = causes.get(key);
    if (own === undefined || own.certainty === 'possible') causes.set(key, besides(gap) ?? own);
    // What was learned of a place that is known now goes with it.
    else if (own.mtu?.isLearned === true) causes.set(key, teacherOf(own.mtu.bytes) ?? own);
  }
  return causes;
}

const isSure = ({ certainty, isMeant }: Cause): boolean => certainty !== 'possible' && isMeant !== true;

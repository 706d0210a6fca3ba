import type { Confidence } from '../../../../src-shared/domain';
import { lengthOf, listOf, plainText } from '../../../base/answer/wording';
import { Draft } from '../draft';
import { type Inquiry, inVideo } from '../findings';
import { kindsIn } from '../things/find';
import { thingsIn } from '../things/names';

const MOST_KINDS = 20;

/** "List the animals", "what things are there": the kinds that the detector found, of one group or of all. */
export async function answerGroup(inquiry: Inquiry, group: string): Promise<Draft> {
  const draft = new Draft();
  const looked = inquiry.videos.filter((video) => inquiry.evidence.looked(video, 'objects'));
  if (looked.length === 0)
    return draft
      .paragraph('People and things were not looked for here, or not to the end, so I cannot list them.')
      .close(null);
  const labels = new Set(thingsIn(group).things.flatMap((thing) => thing.labels));
  let confidence: Confidence = 'none';
  for (const video of looked) {
    if (inquiry.within(video) === 'nowhere') continue;
    const all = await kindsIn(inquiry, video, MOST_KINDS);
    const kinds = labels.size === 0 ? all : all.filter(({ value }) => labels.has(value.label));
    if (kinds.length === 0) continue;
    confidence = 'medium';
    const names = kinds.map(({ value }) => `**${plainText(value.label)}**`);
    draft.paragraph(`Found by kind${inVideo(inquiry, video.id)}: ${listOf(names)}.`);
    for (const { value, citation } of kinds) {
      const many = value.most > 1 ? `, up to ${value.most} at once` : '';
      draft.item(citation, ` **${plainText(value.label)}**, ${lengthOf(value.total)} in all${many}`);
    }
  }
  if (confidence === 'none')
    draft.paragraph(
      `I found no ${labels.size === 0 ? 'things' : `${plainText(group)}s`} of a kind that I know.`,
    );
  return draft.close(
    confidence,
    confidence === 'none' ? null : 'only people and some eighty kinds of everyday things are known',
  );
}

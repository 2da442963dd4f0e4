import {
  PosAskMember,
  PosEnrolMember,
  PosEnrolment,
  PosFindMember,
  PosNothing,
  PosRewards,
} from '#contract/pos/pos-members.ts';
import { ConfirmCode, ConfirmPin } from '#contract/till-members.ts';
import {
  askExamples,
  cancelExamples,
  codeExamples,
  pinExamples,
  readExamples,
} from './pos-confirmation-examples.ts';
import { documented } from './pos-example-parts.ts';
import { enrolExamples, findExamples, rewardsExamples } from './pos-member-examples.ts';
import { inPath, posOperation } from './pos-operation.ts';

const tag = 'Members';
const confirmation = { tag, answer: 'Confirmation' } as const;

const params = inPath('confirmationId', 'What asking told.', documented.confirmationId);

/** The schemas of requests about members, and their descriptions for integrators. */
export const memberSchemas = {
  find: posOperation({
    operationId: 'findMember',
    tag,
    summary: 'Find a member, without any effect',
    description:
      'By exactly one of e-mail, membership number, `memberId`, `externalId`, and what was scanned: a voucher’s barcode or the member’s own. Tells what they can have in this store now, and never the address.',
    body: PosFindMember,
    answer: 'Member',
    examples: findExamples,
  }),
  rewards: posOperation({
    operationId: 'listRewards',
    tag,
    summary: 'What a member can have in this store now',
    description: 'For suggesting something to a member who is known already.',
    params: inPath('number', 'The membership number.', documented.number),
    answer: PosRewards,
    examples: rewardsExamples,
  }),
  enrol: posOperation({
    operationId: 'enrolMember',
    tag,
    summary: 'Make a shopper a member',
    description:
      'After the sentence was read out and agreed to. Somebody who is a member already is found, and nothing of theirs is changed. A mail leads to signing in; the welcome gift comes with the first proof of the address.',
    body: PosEnrolMember,
    answer: PosEnrolment,
    changes: true,
    examples: enrolExamples,
  }),
  ask: posOperation({
    ...confirmation,
    operationId: 'askMember',
    summary: 'Ask a member whether they want a reward for their points',
    description:
      'They say yes or no on the phone, or read out the code of a mail, within five minutes. The same till, member, reward and receipt number is the same question while it is open, and the same redemption once it is confirmed. Another question of this till to the same member ends it.',
    body: PosAskMember,
    changes: true,
    examples: askExamples,
  }),
  read: posOperation({
    ...confirmation,
    operationId: 'readConfirmation',
    summary: 'What the member has said so far',
    description: 'For polling, every two seconds or so. Only the till that asked.',
    params,
    examples: readExamples,
  }),
  code: posOperation({
    ...confirmation,
    operationId: 'confirmByCode',
    summary: 'Say yes by the code that the member read out',
    description:
      'Issues and redeems in one step, under the receipt number of the question. A wrong code counts, in a dry run too; the fifth ends the question. The right code again changes nothing.',
    params,
    body: ConfirmCode,
    changes: true,
    examples: codeExamples,
  }),
  pin: posOperation({
    ...confirmation,
    operationId: 'confirmByPin',
    summary: 'Say yes by the PIN that the member typed',
    description:
      'For members without a phone, who type their PIN where nobody else sees it, such as on a PIN pad. `pinFrom` of the question says from when it is taken; null: they have none. Issues and redeems in one step, under the receipt number of the question. A wrong PIN counts, in a dry run too; each third one locks it, and the member is told by mail. Keep no PIN and write it to no log.',
    params,
    body: ConfirmPin,
    changes: true,
    examples: pinExamples,
  }),
  cancel: posOperation({
    ...confirmation,
    operationId: 'cancelConfirmation',
    summary: 'Take the question back',
    description:
      'The same request again changes nothing. A yes that came before stands: the answer’s state says so.',
    params,
    body: PosNothing,
    changes: true,
    examples: cancelExamples,
  }),
};

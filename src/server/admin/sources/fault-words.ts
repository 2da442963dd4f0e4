import type { ImportFault, ImportFaultKind } from '#domain/imports/import-fault.ts';
import { lotsAtMost } from '#domain/imports/member-fields.ts';
import { pointsAtMost } from '#domain/imports/read-member.ts';
import { goodsAtMost } from '#domain/imports/read-purchase.ts';
import { externalIdsAtMost } from '#domain/people/external-id.ts';

/** What is wrong with a line, and what mends it, for whoever made the file. */
const words: Readonly<Record<ImportFaultKind, string>> = {
  cells:
    'it has not as many cells as the header: it was cut off, or a text with a separator needs quotes',
  quotes: 'a quote opens here and is never closed',
  'not-json': 'this is no JSON object: the file was cut off, or it is not UTF-8',
  'json-long':
    'a JSON list, or one object, has at most 4 MB: send one object a line, each whole in its line (JSON Lines)',
  'not-text':
    'this has to be a text or a number; lots is a list of objects, and externalIds one object by source',
  'field-twice':
    'two columns are this field and say different things: leave one out (--columns "NAME=-"), or name it otherwise in the file',
  nobody: 'neither an address nor an id nor a number says who it is',
  'address-several': 'several addresses stand in one field: keep the one that they use',
  address: 'this is no e-mail address',
  number: 'this is no membership number of Tillpass: ten digits, the last a check digit',
  id: 'an id has letters, digits and signs without spaces, at most 64',
  source:
    'a system is called by small letters, digits and hyphens, a letter first, at most 32, such as shopify',
  rounded:
    'this number was rounded: export again, and write it as text (in a spreadsheet, format the column as text)',
  name: 'a first name has at most 60 letters',
  language: 'the pages are not in this language: leave the field empty',
  time: 'this is no such day: 2026-12-31, or say by --dates how days are written',
  'time-ahead': 'this is still to come',
  points: 'points are a whole number in the digits 0 to 9, without a sign between the thousands',
  'points-negative': 'nobody can begin with points below zero: settle it, or send 0',
  'points-many': `more than ${pointsAtMost.toLocaleString('en')} points are a column that was taken for another`,
  'lots-many': `a member brings at most ${lotsAtMost} lots`,
  'expiry-missing-points': 'a day stands here, and no points beside it',
  'expiry-past': 'these points are over: leave them out, or give them a day to come',
  'tier-unknown': 'the program has no tier of this id or name',
  'tier-no-rule':
    'the program has no tier-rule, so tiers come from purchases alone: leave the column out',
  'tier-alone': 'a tier needs tier-since and tier-until, and these need a tier',
  'tier-over': 'this tier is over',
  'consent-alone':
    'a consent needs newsletter (when), newsletter-words (the sentence agreed to) and newsletter-language',
  'consent-words': 'this is no sentence that anybody can have agreed to',
  'consent-none': 'the program has no newsletter',
  receipt: 'a receipt has a number of letters, digits and signs, at most 64',
  'receipt-apart': 'this receipt stands in the file already: put all its lines one below the other',
  'receipt-broken': 'a line beside it can’t be read and may be of this receipt: mend that one',
  'receipt-differs':
    'the first line of this receipt says something else: say it once, or the same in each line',
  'store-missing': 'the program has several stores: a column store says in which it was sold',
  'store-unknown': 'the program has no store of this id or name, or two of this name: write the id',
  'till-unknown': 'this store has no such till: leave it out, or write the till’s id',
  'sold-missing': 'a column sold says on which day it was sold',
  currency: 'the program counts in another currency: leave these purchases out',
  amount: 'an amount is a number such as 12.50, without a sign between the thousands',
  'amount-missing': 'an amount says what was paid for it; total where no goods are listed',
  'amount-negative': 'nothing was paid here: leave returns out, and write what was paid in the end',
  'total-differs': 'total is not what the lines come to',
  'lines-many': `a receipt has at most ${goodsAtMost.toLocaleString('en')} lines`,
  line: 'a line is named by letters, digits and signs without spaces, at most 64, each once in its receipt',
  gtin: 'this is no GTIN: 8, 12, 13 or 14 digits, the last a check digit',
  quantity:
    'pieces are whole; a weight has a column unit (g, kg, oz or lb) and at most three digits after the point',
  'goods-text': 'this is too long, or has signs that no receipt prints',
  duplicate: 'this is the person of another line: keep one of them',
  'same-mailbox': 'this is the mailbox of another member in another spelling: keep one of them',
  'two-members': 'its address, id and number lead to two members: nobody is merged by a file',
  'other-address':
    'its id or number is a member’s who has another address here: nobody is merged by a file. Leave the address out if the line is theirs, or the id and number if it is not',
  'member-already': 'this is a member already: --add-to-members gives them what the line says',
  'another-content':
    'they were brought over before, and the line said something else: correct it by hand (adjust)',
  'id-of-another': 'an id of this source is another member’s',
  'ids-many': `a member has at most ${externalIdsAtMost} ids of other systems: leave out those that nobody asks by`,
  'address-waits':
    'a member gave this address up within the last week, and may take it back: send the line again in a week',
  'receipt-of-another': 'this receipt is another member’s',
  'receipt-reported': 'a till, or another file, has reported this receipt already: leave it out',
  'receipt-other':
    'this receipt was brought over before, and said something else: nothing is changed by a file',
  'unknown-member': 'nobody is found by it, and without an address nobody can become a member',
};

/** The sentence of a fault, with what stands in the file and the line that it is about. */
export function faultWords({ fault, field, sample, ofLine }: ImportFault): string {
  const where = field === null ? '' : `${field}: `;
  const what = sample === null ? '' : `"${sample}": `;
  const twin = ofLine === null ? '' : ` (line ${ofLine})`;
  return `${where}${what}${words[fault]}${twin}`;
}

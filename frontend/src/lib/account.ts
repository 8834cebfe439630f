/** An account as people write it: an IBAN in fours, a bankgiro number with its hyphen. */
export const writtenAccount = (account: string) =>
  /^\d{7,8}$/.test(account)
    ? `${account.slice(0, -4)}-${account.slice(-4)}`
    : (account.match(/.{1,4}/g) ?? []).join(' ');

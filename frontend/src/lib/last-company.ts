const storageKey = 'karhu-company';

/** The company one worked with last, on this machine. */
export const lastCompanyId = () => localStorage.getItem(storageKey);

export const rememberCompanyId = (companyId: string) => localStorage.setItem(storageKey, companyId);

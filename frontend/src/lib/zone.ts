import { createContext, useContext } from 'react';

/** The zone whose clock the page shows: the company's, so that "00:00" is the company's midnight. */
export const ZoneContext = createContext<string | undefined>(undefined);

/** A zone's name of the IANA database; undefined is the reader's own, where there is no company. */
export const useZone = () => useContext(ZoneContext);

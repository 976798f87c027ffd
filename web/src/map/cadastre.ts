/** Parcels and today's land use are switched like a topic, under a name no topic can have. */
export const kCadastre = '~cadastre';

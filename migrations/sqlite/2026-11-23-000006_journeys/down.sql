DROP TABLE attendances;
DROP TABLE bookings;
DROP TABLE journey_events;
DROP TABLE journeys;

DROP INDEX interview_slots_by_day;
DROP INDEX sessions_by_day;
DROP TABLE answer_links;
ALTER TABLE bookings DROP COLUMN confirmed_on;

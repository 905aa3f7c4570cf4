DROP TABLE interview_slots;
DROP TABLE sessions;
DROP TABLE programmes;

DROP TABLE soundness_checks;
